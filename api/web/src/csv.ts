// Tables as CSV, as the server writes them.

export type Cell = string | number | boolean | null | undefined;

/** Rows, the first of which names the columns (RFC 4180). */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map(written).join(",")).join("\r\n") + "\r\n";
}

/** A cell that a spreadsheet takes for no formula (OWASP, CSV injection). */
function written(value: Cell): string {
  const text = String(value ?? "");
  const plain = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
