import { useState, type FormEvent } from "react";
import type { Patient } from "../../shared/types";
import { savePatient } from "../api";
import { usePatient } from "../context/PatientContext";
import { useDraft } from "../hooks/useDraft";

/** Corrections of the patient's own data. */
export function IntakeForm() {
  const { patient, refresh } = usePatient();
  const [theme, setTheme] = useDraft("theme", "light");
  if (!patient) return <p>Loading…</p>;
  return <Editor patient={patient} theme={theme} onTheme={setTheme} onSaved={refresh} />;
}

function Editor({ patient, theme, onTheme, onSaved }: { patient: Patient; theme: string; onTheme(theme: string): void; onSaved(): void }) {
  const [draft, setDraft] = useState(patient);
  const [message, setMessage] = useState("");

  async function submit(event: FormEvent) {
    event.preventDefault();
    try {
      await savePatient(draft);
      onSaved();
      setMessage("Saved.");
    } catch (error) {
      console.error("could not save", draft);
      setMessage("Please try again.");
    }
  }

  function keepForLater() {
    sessionStorage.setItem("intake", JSON.stringify(draft));
    setMessage("Kept for later.");
  }

  return (
    <form onSubmit={submit} className={theme}>
      <label>
        Phone <input value={draft.phone} onChange={(event) => setDraft({ ...draft, phone: event.target.value })} />
      </label>
      <button type="submit">Save</button>
      <button type="button" onClick={keepForLater}>Later</button>
      <button type="button" onClick={() => onTheme(theme === "light" ? "dark" : "light")}>Theme</button>
      <output>{message}</output>
    </form>
  );
}
