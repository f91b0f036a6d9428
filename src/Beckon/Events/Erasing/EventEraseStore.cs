using System.Text;
using System.Text.Json;
using Beckon.Events.Payloads;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Events.Erasing;

/// <summary>
/// Takes a person out of the history, of what was received and of what was set aside. The keys of their events stay (hashes that name nobody), so
/// that a delivery which is repeated later still counts as a repeat and brings nothing back.
/// </summary>
public static class EventEraseStore
{
    private const int Together = 1_000;

    /// <summary>The next of their events, with the requests they came in.</summary>
    /// <remarks>
    /// A request goes whole, whoever else is in its body: what came of the others' events stays in the history, and a body out of which something
    /// was cut could not be replayed, because an event is numbered by its place in the body.
    /// </remarks>
    public static async Task<int> EraseEventsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct)
    {
        var gone = await connection
            .Command(
                """
                with part as (select e.id from event e where e.workspace_id = $1 and e.contact_id = any($2) order by e.id limit $3)
                delete from event e using part where e.workspace_id = $1 and e.id = part.id
                returning e.id
                """)
            .With(person.WorkspaceId).With(person.Ids).With(Together)
            .ReadAsync(row => row.GetGuid(0), ct);
        if (gone.Count > 0) await ErasePayloadsAsync(connection, person.WorkspaceId, [.. gone.Select(RequestId.RequestOf).Distinct()], ct);
        return gone.Count;
    }

    public static Task<int> ErasePayloadsAsync(NpgsqlConnection connection, Guid workspaceId, Guid[] requests, CancellationToken ct) =>
        connection.Command("delete from raw_payload where workspace_id = $1 and id = any($2)").With(workspaceId).With(requests).RunAsync(ct);

    /// <summary>Events set aside that are theirs or name them. All are looked at: nothing else says whose they are.</summary>
    public static async Task<int> EraseLettersAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct)
    {
        var traces = new PersonTraces(person);
        var theirs = new List<Guid>();
        await using (var command = connection.Command("select id, event from dead_letter where workspace_id = $1").With(person.WorkspaceId))
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                if (IsTheirs(await reader.GetFieldValueAsync<byte[]>(1, ct), traces)) theirs.Add(reader.GetGuid(0));
            }
        }
        if (theirs.Count == 0) return 0;
        return await connection.Command("delete from dead_letter where workspace_id = $1 and id = any($2)")
            .With(person.WorkspaceId).With(theirs.ToArray()).RunAsync(ct);
    }

    private static bool IsTheirs(byte[] letter, PersonTraces traces)
    {
        try
        {
            return (JsonSerializer.Deserialize(letter, EventJson.Default.CanonicalEvent) is { } e && traces.In(e)) || traces.In(letter);
        }
        catch (JsonException)
        {
            return traces.In(letter);
        }
    }

    /// <summary>What events of others say of them: contacts that claimed the same events.</summary>
    public static async Task<int> EraseMentionsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct)
    {
        if (person.Neighbours.Length == 0) return 0;
        var traces = new PersonTraces(person);
        var changed = new List<(Guid Id, string Properties)>();
        await using (var command = connection
            .Command("select id, properties::text from event where workspace_id = $1 and contact_id = any($2)")
            .With(person.WorkspaceId).With(person.Neighbours))
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (changed.Count < Together && await reader.ReadAsync(ct))
            {
                if (traces.Without(Encoding.UTF8.GetBytes(reader.GetString(1))) is { } left) changed.Add((reader.GetGuid(0), Encoding.UTF8.GetString(left)));
            }
        }
        if (changed.Count == 0) return 0;
        return await connection
            .Command("update event e set properties = t.properties::jsonb from unnest($2, $3) as t(id, properties) where e.workspace_id = $1 and e.id = t.id")
            .With(person.WorkspaceId)
            .With(changed.Select(one => one.Id).ToArray())
            .With(changed.Select(one => one.Properties).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .RunAsync(ct);
    }
}
