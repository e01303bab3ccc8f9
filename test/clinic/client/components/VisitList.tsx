import { useEffect, useState } from "react";
import type { Visit } from "../../shared/types";
import { getToday } from "../api";
import { useQueue } from "../hooks/useQueue";

/** What a clinician sees in the morning. */
export function VisitList() {
  const [visits, setVisits] = useState<Visit[]>([]);
  const queue = useQueue();

  useEffect(() => {
    getToday().then((found) => {
      console.info("visits today", found.length);
      setVisits(found);
    });
  }, []);

  return (
    <section>
      <h2>{queue ? `${queue.waiting} waiting` : "Waiting room"}</h2>
      <ul>
        {visits.map((visit) => (
          <li key={visit.visitId}>
            {visit.startsAt}: {visit.reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
