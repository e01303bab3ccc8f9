import { IntakeForm } from "./components/IntakeForm";
import { ShareButton } from "./components/ShareButton";
import { VisitList } from "./components/VisitList";
import { PatientProvider } from "./context/PatientContext";

export function App({ patientId, role }: { patientId: string; role: "patient" | "clinician" }) {
  if (role === "clinician") return <VisitList />;
  return (
    <PatientProvider patientId={patientId}>
      <IntakeForm />
      <ShareButton />
    </PatientProvider>
  );
}
