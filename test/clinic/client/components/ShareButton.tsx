import { appointmentCard } from "../api";
import { usePatient } from "../context/PatientContext";

/** Opens the wallet card in a new window. */
export function ShareButton() {
  const { patient } = usePatient();

  async function share() {
    if (!patient) return;
    const { url } = await appointmentCard(patient);
    window.open(url);
  }

  function mapToClinic() {
    window.open("https://maps.google.com/?q=Harbor+Clinic");
  }

  return (
    <>
      <button onClick={share}>Wallet card</button>
      <button onClick={mapToClinic}>Map</button>
    </>
  );
}
