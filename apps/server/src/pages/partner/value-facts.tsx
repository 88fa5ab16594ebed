/** Technical values, each with its name; the value is text of others. */
export function ValueFacts({ values }: { values: { label: string; value: string }[] }) {
  return (
    <dl class="values-table">
      {values.map(({ label, value }) => (
        <div>
          <dt>{label}</dt>
          <dd>
            <code>{value}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}
