import { useEffect, useState } from "react";

/** Keeps what was typed over a reload. */
export function useDraft<T>(key: string, initial: T): [T, (value: T) => void] {
  const [draft, setDraft] = useState<T>(() => {
    const kept = localStorage.getItem(key);
    return kept ? (JSON.parse(kept) as T) : initial;
  });
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(draft));
  }, [key, draft]);
  return [draft, setDraft];
}
