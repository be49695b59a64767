/** True for names that say of themselves that they are OpenAPI: `openapi.yaml`, `orders.openapi.json`, `swagger-v2.yml`. */
export function isContractName(path: string): boolean {
  return /(?:^|[/._-])(?:openapi|swagger)(?:[\d._-][\w.-]*)?\.(?:ya?ml|json)$/i.test(path);
}
