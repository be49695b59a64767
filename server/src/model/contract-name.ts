/** True for names that say of themselves that they are OpenAPI: `openapi.yaml`, `orders.openapi.json`, `swagger-v2.yml`. */
export function isContractName(path: string): boolean {
  return /(?:^|[/._-])(?:openapi|swagger)(?:[\d._-][\w.-]*)?\.(?:ya?ml|json)$/i.test(path);
}

/** The same, and names under which a whole OpenAPI document is looked for: `shop-api.yml`, `api.v2.yaml`. */
export function mayBeContractName(path: string): boolean {
  return isContractName(path) || /(?:^|[/._-])api(?:[._-]?v?\d[\d.]*)?\.ya?ml$/i.test(path);
}

/** Whether what was read there by its name alone is a contract, and no other file that is called a little like one. */
export function isNamedContract({
  path,
  isFragment,
  operations,
}: {
  readonly path: string;
  readonly isFragment: boolean;
  readonly operations: readonly unknown[];
}): boolean {
  return isContractName(path) || (!isFragment && operations.length > 0);
}
