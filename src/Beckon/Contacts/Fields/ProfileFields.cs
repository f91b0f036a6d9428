using System.Text.Json;
using System.Text.Json.Nodes;
using Beckon.Events;
using Npgsql;

namespace Beckon.Contacts.Fields;

/// <summary>
/// Keeps what events say of custom fields. A value of another kind is kept out with a note at the field; the event takes effect all the same. What
/// is no field of the workspace stays with the event alone.
/// </summary>
public static class ProfileFields
{
    public static async Task FoldAsync(
        NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, TimeProvider time, CancellationToken ct)
    {
        if (!events.Exists(Tells)) return;
        var fields = (await FieldStore.ListAsync(connection, workspaceId, ct)).ToDictionary(field => field.Key, StringComparer.Ordinal);
        if (fields.Count == 0) return;
        var zone = await FieldStore.ZoneAsync(connection, workspaceId, ct);
        var told = new Told();
        foreach (var (e, contactId) in events)
        {
            if (contactId is { } contact && e.Profile?.Fields is { } profile) Read(fields, contact, e.SourceId, profile.ToElement(), zone, told);
        }
        await FieldStore.SetAsync(connection, workspaceId, told.Set.ToDictionary(pair => pair.Key, pair => pair.Value.ToJsonString()), ct);
        await FieldStore.ClearAsync(connection, workspaceId, told.Cleared, ct);
        if (told.KeptOut.Count > 0) await FieldStore.NoteKeptOutAsync(connection, workspaceId, told.KeptOut, time.GetUtcNow(), ct);
    }

    // What is said last counts: a null takes a value away.
    private static void Read(
        Dictionary<string, ContactField> fields, Guid contact, Guid sourceId, JsonElement profile, TimeZoneInfo zone, Told told)
    {
        if (profile.ValueKind != JsonValueKind.Object) return;
        foreach (var value in profile.EnumerateObject())
        {
            if (!fields.TryGetValue(value.Name, out var field)) continue;
            if (value.Value.ValueKind == JsonValueKind.Null)
            {
                told.Cleared.Add((contact, field.Key));
                if (told.Set.TryGetValue(contact, out var known)) known.Remove(field.Key);
            }
            else if (FieldRules.Read(field, value.Value, zone) is { } read)
            {
                told.Cleared.Remove((contact, field.Key));
                if (!told.Set.TryGetValue(contact, out var values)) told.Set[contact] = values = [];
                values[field.Key] = read;
            }
            else
            {
                told.KeptOut.Add(new KeptOut(field.Key, sourceId));
            }
        }
    }

    private static bool Tells(ResolvedEvent resolved) => resolved.ContactId is not null && resolved.Event.Profile?.Fields is not null;

    private sealed class Told
    {
        public Dictionary<Guid, JsonObject> Set { get; } = [];

        public HashSet<(Guid Contact, string Key)> Cleared { get; } = [];

        public List<KeptOut> KeptOut { get; } = [];
    }
}
