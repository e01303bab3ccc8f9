// Where generic types of libraries keep what their arguments say: `RefObject<T>.current` is a `T`. Data, for want of the libraries' declarations.

/** Where a library's type keeps an argument: the argument itself, a field of it, or a list of it. */
export function externalPart(type: string, field: string): { readonly argument: number; readonly below?: string; readonly list?: boolean } | undefined {
  const name = type.slice(type.lastIndexOf(".") + 1);
  return EXTERNAL_PARTS[`${name}.${field}`];
}

const FIRST = { argument: 0 } as const;
const EXTERNAL_PARTS: Readonly<Record<string, { readonly argument: number; readonly below?: string; readonly list?: boolean }>> = {
  "RefObject.current": FIRST, "MutableRefObject.current": FIRST, "Ref.value": FIRST, "ComputedRef.value": FIRST, "ShallowRef.value": FIRST, "WritableComputedRef.value": FIRST,
  "Signal.value": FIRST, "ReadonlySignal.value": FIRST, "BehaviorSubject.value": FIRST, "AxiosResponse.data": FIRST, "UseQueryResult.data": FIRST, "UseMutationResult.data": FIRST,
  "SWRResponse.data": FIRST, "PayloadAction.payload": FIRST, "Job.data": FIRST, "MessageEvent.data": FIRST, "CustomEvent.detail": FIRST, "FormikProps.values": FIRST,
  "QueryResult.rows": { argument: 0, list: true }, "Request.body": { argument: 2 }, "Request.params": { argument: 0 }, "Request.query": { argument: 3 },
  "FastifyRequest.body": { argument: 0, below: "Body" }, "FastifyRequest.params": { argument: 0, below: "Params" }, "FastifyRequest.query": { argument: 0, below: "Querystring" },
};
