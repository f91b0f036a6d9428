using System.Text.Json.Nodes;
using Beckon.Contacts;
using Beckon.Contacts.Fields;
using Beckon.Contacts.Groups;
using Beckon.Identity;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Integrations.Imports;

/// <summary>Writes what rows of a file say, set by set, and keeps those that were refused.</summary>
public static class ImportStore
{
    /// <summary>The customer ids, of one source, of contacts.</summary>
    public static async Task<Dictionary<Guid, string>> CustomerIdsAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid sourceId, Guid[] contacts, CancellationToken ct)
    {
        if (contacts.Length == 0) return [];
        var found = await connection
            .Command(
                """
                select contact_id, min(value) from contact_identifier
                where workspace_id = $1 and contact_id = any($2) and kind = 'customer_id' and scope = $3
                group by contact_id
                """)
            .With(workspaceId).With(contacts).With(sourceId)
            .ReadAsync(row => (Contact: row.GetGuid(0), Id: row.GetString(1)), ct);
        return found.ToDictionary(one => one.Contact, one => one.Id);
    }

    /// <summary>Writes people, consents, custom fields, lists and tags.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, Guid workspaceId, ImportWork work, TimeProvider time, CancellationToken ct)
    {
        await IdentityStore.WriteAsync(connection, workspaceId, work.People, time, ct);
        await WriteConsentsAsync(connection, workspaceId, work, ct);
        await ConsentDefaults.ApplyAsync(connection, workspaceId, work.People.WithNewEmail(), work.At, ct);
        await FieldStore.SetAsync(connection, workspaceId, FieldsOf(work), ct);
        await WriteGroupsAsync(connection, workspaceId, work, ct);
    }

    public static Task KeepRefusedAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid jobId, IReadOnlyList<RefusedRow> refused, CancellationToken ct) =>
        refused.Count == 0
            ? Task.CompletedTask
            : CopyRefusedAsync(connection, workspaceId, jobId, refused, ct);

    /// <summary>Refused rows behind one, in the order of the file.</summary>
    public static Task<List<RefusedRow>> RefusedAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid jobId, long after, int limit, CancellationToken ct) =>
        connection
            .Command(
                """
                select row, cells, reason from contact_import_refusal
                where workspace_id = $1 and job_id = $2 and row > $3 order by row limit $4
                """)
            .With(workspaceId).With(jobId).With(after).With(limit)
            .ReadAsync(row => new RefusedRow(row.GetInt64(0), row.GetFieldValue<string[]>(1), row.GetString(2)), ct);

    private static async Task CopyRefusedAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid jobId, IReadOnlyList<RefusedRow> refused, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy contact_import_refusal (workspace_id, job_id, row, cells, reason) from stdin (format binary)", ct);
        foreach (var row in refused)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(workspaceId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(jobId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(row.Number, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(row.Cells.Select(Keepable).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
            await copy.WriteAsync(Keepable(row.Reason), NpgsqlDbType.Text, ct);
        }
        await copy.CompleteAsync(ct);
    }

    private static string Keepable(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;

    // Who has said no stays so, whatever a file says; what was never asked is noted only where nothing else is.
    private static async Task WriteConsentsAsync(NpgsqlConnection connection, Guid workspaceId, ImportWork work, CancellationToken ct)
    {
        var said = new SortedDictionary<(Guid Contact, string Channel), ConsentStatus>();
        foreach (var (row, contact) in work.Rows)
        {
            foreach (var (channel, status) in row.Consents)
            {
                var key = (contact, Words.Of(channel));
                if (said.GetValueOrDefault(key) != ConsentStatus.Unsubscribed) said[key] = status;
            }
        }
        if (said.Count == 0) return;
        await connection
            .Command(
                """
                with changed as (
                    insert into consent as c (workspace_id, contact_id, channel, status, changed_at)
                    select $1, t.id, t.channel, t.status, $5 from unnest($2, $3, $4) as t(id, channel, status)
                    on conflict (workspace_id, contact_id, channel) do update set status = excluded.status, changed_at = excluded.changed_at
                    where c.status <> excluded.status and c.status <> 'unsubscribed' and excluded.status <> 'never'
                    returning contact_id, channel, status)
                insert into consent_log (workspace_id, id, contact_id, channel, status, source, wording, at)
                select $1, l.id, changed.contact_id, changed.channel, changed.status, $7, case changed.status when 'subscribed' then $8 end, $5
                from (select contact_id, channel, status, row_number() over () as n from changed where status <> 'never') changed
                join unnest($6) with ordinality as l(id, n) on l.n = changed.n
                """)
            .With(workspaceId)
            .With(said.Keys.Select(key => key.Contact).ToArray())
            .With(said.Keys.Select(key => key.Channel).ToArray())
            .With(said.Values.Select(Words.Of).ToArray())
            .With(work.At.UtcDateTime)
            .With(said.Select(_ => Guid.CreateVersion7(work.At)).ToArray())
            .With(work.Source)
            .With(work.Settings.Wording, NpgsqlDbType.Text)
            .RunAsync(ct);
    }

    // Of somebody who stands in the file twice, what comes later counts.
    private static Dictionary<Guid, string> FieldsOf(ImportWork work)
    {
        var fields = new Dictionary<Guid, string>();
        foreach (var (row, contact) in work.Rows)
        {
            if (row.Fields is { } told) fields[contact] = fields.TryGetValue(contact, out var known) ? Join(known, told) : told;
        }
        return fields;
    }

    private static string Join(string known, string told)
    {
        var joined = JsonNode.Parse(known)?.AsObject() ?? [];
        foreach (var (key, value) in JsonNode.Parse(told)?.AsObject() ?? []) joined[key] = value?.DeepClone();
        return joined.ToJsonString();
    }

    private static async Task WriteGroupsAsync(NpgsqlConnection connection, Guid workspaceId, ImportWork work, CancellationToken ct)
    {
        var names = work.Rows.SelectMany(one => one.Row.Tags).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (work.Settings.Tag is { } all) names.Add(all);
        var tags = names.Count == 0 ? [] : await GroupStore.TagsAsync(connection, workspaceId, names, work.At, ct);
        var pairs = new HashSet<(Guid, Guid)>();
        foreach (var (row, contact) in work.Rows)
        {
            if (work.Settings.List is { } list) pairs.Add((list, contact));
            if (work.Settings.Tag is { } tag && tags.TryGetValue(tag, out var id)) pairs.Add((id, contact));
            foreach (var own in row.Tags)
            {
                if (tags.TryGetValue(own, out var ownId)) pairs.Add((ownId, contact));
            }
        }
        await GroupStore.PutAsync(connection, workspaceId, pairs, work.At, ct);
    }
}

/// <summary>What rows of a file lead to.</summary>
/// <param name="People">Who is new or changed.</param>
/// <param name="Rows">The rows with their contacts; of those of whom what is known stays, without what would change it.</param>
/// <param name="Settings">What is to become of the rows.</param>
/// <param name="Source">How the log of consents names the import.</param>
/// <param name="At">When.</param>
public sealed record ImportWork(
    People People, IReadOnlyList<(ImportRow Row, Guid Contact)> Rows, ImportSettings Settings, string Source, DateTimeOffset At);
