import { useEffect, useState } from "react";
import type { QueueStats } from "../../shared/types";
import { getQueue } from "../api";

/** The waiting room, every ten seconds. */
export function useQueue(): QueueStats | undefined {
  const [stats, setStats] = useState<QueueStats>();
  useEffect(() => {
    const timer = setInterval(() => {
      getQueue().then((next) => {
        console.debug("waiting", next.waiting);
        setStats(next);
      });
    }, 10_000);
    return () => clearInterval(timer);
  }, []);
  return stats;
}
