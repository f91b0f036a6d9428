using System.Text;
using System.Text.Json.Nodes;
using Beckon.Contacts;
using Beckon.Contacts.Groups;
using Beckon.Discounts;
using Beckon.Events;
using Beckon.Flows.Webhooks;
using Beckon.Kernel;
using Npgsql;

namespace Beckon.Flows;

/// <summary>Does what steps do to contacts, in the transaction of the runs that have come to them.</summary>
public static class FlowDeedStore
{
    private const int EventsPerRow = 500;

    /// <summary>The answer is how many events wait to be taken in because of it.</summary>
    public static async Task<int> DoAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyCollection<FlowTurn> turns, TimeProvider time, CancellationToken ct)
    {
        await GiveAsync(connection, workspaceId, turns, time.GetUtcNow(), ct);
        var deeds = turns.SelectMany(turn => turn.Deeds.Select(deed => (turn.Run, deed))).ToList();
        var news = turns.SelectMany(turn => turn.Given.Select(given => Told(turn.Run, given, time))).ToList();
        if (deeds.Count == 0 && news.Count == 0) return 0;
        var changes = deeds.Where(one => one.deed is ChangeStep).Select(one => (one.Run.ContactId, Depth: one.Run.Depth + 1, Change: (ChangeStep)one.deed)).ToList();
        await ChangeAsync(connection, workspaceId, changes, time.GetUtcNow(), ct);
        var calls = deeds.Where(one => one.deed is WebhookStep).Select(one => (one.Run, (WebhookStep)one.deed, Properties((WebhookStep)one.deed))).ToList();
        await WebhookStore.AddAsync(connection, workspaceId, calls, time.GetUtcNow(), ct);
        news.AddRange(deeds.Select(one => Told(one.Run, one.deed, time)).OfType<CanonicalEvent>());
        foreach (var some in news.Chunk(EventsPerRow)) await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, some)], ct);
        return news.Count;
    }

    private static Task GiveAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyCollection<FlowTurn> turns, DateTimeOffset now, CancellationToken ct) =>
        DiscountStore.GiveAsync(
            connection, workspaceId, [.. turns.SelectMany(turn => turn.Given.Select(given => (Discounted(turn.Run, given.Discount), given.Code, turn.Run.Id)))], now, ct);

    /// <summary>What a run asks a discount for.</summary>
    public static CodeAsked Discounted(FlowRun run, string discount) =>
        new(PublicId.TryParse(Ids.Discount, discount, out var id) ? id : Guid.Empty, run.ContactId);

    // What a deed tells of the contact, as an event that says how many flows have led to it.
    private static CanonicalEvent? Told(FlowRun run, FlowStep deed, TimeProvider time) => deed switch
    {
        CallStep call => Call(run.ContactId, call.Flow, run.Depth + 1, time),
        EmitStep emit => OwnEvent.Of(emit.Event, run.ContactId, Said(run, emit.Properties.Select(one => (one.Name, (JsonNode?)one.Value))), time) with { Derived = true },
        ChangeStep { SetFields.Count: > 0 } change => Changed(run, change, time),
        _ => null,
    };

    private static CanonicalEvent Told(FlowRun run, CodeGiven given, TimeProvider time) =>
        OwnEvent.Of(EventNames.DiscountGiven, run.ContactId, Said(run, [("discountId", given.Discount), ("code", given.Code)]), time) with { Derived = true };

    private static CanonicalEvent Changed(FlowRun run, ChangeStep change, TimeProvider time)
    {
        var fields = new JsonObject(change.SetFields.DistinctBy(set => set.Field).Select(set => KeyValuePair.Create(set.Field, (JsonNode?)set.Value)));
        var told = OwnEvent.Of(EventNames.CustomerUpdated, run.ContactId, Said(run, [("fields", fields.DeepClone())]), time);
        return told with { Profile = new Profile(null, null) { Fields = RawJson.Parse(fields.ToJsonString()) } };
    }

    private static string Properties(WebhookStep step) =>
        new JsonObject(step.Properties.DistinctBy(one => one.Name).Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Value))).ToJsonString();

    private static RawJson Said(FlowRun run, IEnumerable<(string Name, JsonNode? Value)> properties)
    {
        var said = new JsonObject();
        foreach (var (name, value) in properties) said[name] = value;
        said["flowId"] = Ids.Out(Ids.Flow, run.FlowId);
        said[OwnEvent.Depth] = run.Depth + 1;
        return RawJson.Parse(said.ToJsonString());
    }

    /// <summary>Tells that a flow is called for a contact.</summary>
    public static CanonicalEvent Call(Guid contactId, string flow, int depth, TimeProvider time) =>
        OwnEvent.Of(EventNames.FlowCalled, contactId, new RawJson(Encoding.UTF8.GetBytes($$"""{"flowId":"{{flow}}","depth":{{depth}}}""")), time) with { Derived = true };

    private static async Task ChangeAsync(
        NpgsqlConnection connection, Guid workspaceId, List<(Guid ContactId, int Depth, ChangeStep Change)> changes, DateTimeOffset now, CancellationToken ct)
    {
        if (changes.Count == 0) return;
        var tags = await GroupStore.TagsAsync(connection, workspaceId, [.. changes.SelectMany(one => one.Change.AddTags.Concat(one.Change.RemoveTags))], now, ct);
        var lists = (await GroupStore.NamesAsync(connection, workspaceId, GroupKind.List, ct)).Select(list => list.Id).ToHashSet();
        // A list that was deleted meanwhile is nobody's any more.
        IEnumerable<Guid> Groups(IEnumerable<string> names, IEnumerable<string> ids) =>
            names.Select(name => tags[name]).Concat(ids.Select(id => PublicId.TryParse(Ids.List, id, out var list) ? list : Guid.Empty).Where(lists.Contains));
        var put = changes.SelectMany(one => Groups(one.Change.AddTags, one.Change.AddLists).Select(group => (group, one.ContactId))).ToList();
        await GroupStore.PutAsync(connection, workspaceId, put, now, ct);
        var taken = changes.SelectMany(one => Groups(one.Change.RemoveTags, one.Change.RemoveLists).Select(group => (group, one.ContactId)));
        foreach (var group in taken.GroupBy(one => one.group, one => one.ContactId).OrderBy(group => group.Key))
            await GroupStore.TakeOutAsync(connection, workspaceId, group.Key, [.. group.Distinct()], ct);
        await ContactChangeStore.NoteAsync(connection, workspaceId, changes.Select(one => (one.ContactId, one.Depth)), ct);
    }
}
