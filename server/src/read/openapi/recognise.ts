/** Whether a text holds the key `openapi` or `swagger` with a version, as only OpenAPI has it; cheap, and now and then wrong. */
export function looksLikeOpenApi(text: string): boolean {
  if (!text.includes('openapi') && !text.includes('swagger')) return false;
  return (
    /^\uFEFF?["']?(?:openapi|swagger)["']?[ \t]*:[ \t]*["']?\d/m.test(text) ||
    /[{,]\s*"(?:openapi|swagger)"\s*:\s*"\d/.test(text)
  );
}
