using System.Text;
using Beckon.Contacts.Csv;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Contacts.Jobs;

/// <summary>Reads contacts by their ids, page by page, as the rows of a file.</summary>
public static class ExportStore
{
    public const int PageRows = 5_000;

    private const string TimeFormat = """'YYYY-MM-DD"T"HH24:MI:SS"Z"'""";

    // Only these words reach the statement, never a caller's.
    private static readonly Dictionary<string, string> Expressions = new(StringComparer.Ordinal)
    {
        ["id"] = "null",
        ["email"] = "c.email",
        ["phone"] = "c.phone",
        ["first_name"] = "c.first_name",
        ["last_name"] = "c.last_name",
        ["customer_id"] =
            """
            (select string_agg(i.value, ', ' order by i.value) from contact_identifier i
             where i.workspace_id = $1 and i.contact_id = c.id and i.kind = 'customer_id')
            """,
        ["email_consent"] = Consent("email"),
        ["sms_consent"] = Consent("sms"),
        ["push_consent"] = Consent("push"),
        ["tags"] = Groups("tag"),
        ["lists"] = Groups("list"),
        ["order_count"] = "c.order_count::text",
        ["order_total"] = "c.order_total::text",
        ["last_order_at"] = Time("c.last_order_at"),
        ["created_at"] = Time("c.created_at"),
        ["last_seen_at"] = Time("c.last_seen_at"),
    };

    /// <summary>The rows of the contacts behind one, as CSV, and the last of them; null when there are none.</summary>
    public static async Task<ExportPage?> PageAsync(
        NpgsqlConnection connection, Guid workspaceId, ExportOrder order, string callingCode, Guid? after, CancellationToken ct)
    {
        var values = new Placeholders();
        values.Of(workspaceId);
        var (with, from) = ContactFilterStore.From(order.Filter, callingCode, mostHits: null, values);
        var cells = order.Columns.Select(column => Expressions.TryGetValue(column, out var known) ? known : Field(column, values)).ToList();
        await using var command = values.Bind(connection.Command(
            $"""
            {with}
            select c.id, {string.Join(", ", cells)}
            from {from}
            where c.workspace_id = $1 and c.merged_into is null {ContactFilterStore.Where(order.Filter, values)}
                and c.id > {values.Of(after ?? Guid.Empty, NpgsqlDbType.Uuid)}
            order by c.id limit {values.Of(PageRows)}
            """));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (text, rows, last) = (new StringBuilder(), 0, Guid.Empty);
        var row = new string?[cells.Count];
        var idAt = order.Columns.IndexOf("id");
        while (await reader.ReadAsync(ct))
        {
            last = reader.GetGuid(0);
            for (var i = 0; i < row.Length; i++) row[i] = i == idAt ? Ids.Out(Ids.Contact, last) : reader.TextOrNull(i + 1);
            CsvWriter.Append(text, row);
            rows++;
        }
        return rows == 0 ? null : new ExportPage(Encoding.UTF8.GetBytes(text.ToString()), rows, last);
    }

    private static int IndexOf(this IReadOnlyList<string> columns, string column)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == column) return i;
        }
        return -1;
    }

    private static string Consent(string channel) =>
        $"coalesce((select s.status from consent s where s.workspace_id = $1 and s.contact_id = c.id and s.channel = '{channel}'), 'never')";

    private static string Groups(string kind) =>
        $"""
        (select string_agg(g.name, ', ' order by lower(g.name)) from contact_group_member m
         join contact_group g on g.workspace_id = $1 and g.id = m.group_id and g.kind = '{kind}'
         where m.workspace_id = $1 and m.contact_id = c.id)
        """;

    private static string Time(string column) => $"to_char({column} at time zone 'UTC', {TimeFormat})";

    private static string Field(string column, Placeholders values) =>
        $"(select v.fields ->> {values.Of(column[ExportColumns.FieldPrefix.Length..])} from contact_value v where v.workspace_id = $1 and v.contact_id = c.id)";
}

/// <summary>A page of an export.</summary>
/// <param name="Csv">Its rows.</param>
/// <param name="Rows">How many.</param>
/// <param name="Last">The contact of the last.</param>
public sealed record ExportPage(byte[] Csv, int Rows, Guid Last);
