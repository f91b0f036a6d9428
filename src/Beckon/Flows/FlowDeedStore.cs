using System.Text;
using Beckon.Contacts;
using Beckon.Contacts.Groups;
using Beckon.Events;
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
        var deeds = turns.SelectMany(turn => turn.Deeds.Select(deed => (turn.Run, deed))).ToList();
        if (deeds.Count == 0) return 0;
        var changes = deeds.Where(one => one.deed is ChangeStep).Select(one => (one.Run.ContactId, Change: (ChangeStep)one.deed)).ToList();
        await ChangeAsync(connection, workspaceId, changes, time.GetUtcNow(), ct);
        var calls = deeds.Where(one => one.deed is CallStep).Select(one => Call(one.Run.ContactId, ((CallStep)one.deed).Flow, one.Run.Depth + 1, time)).ToList();
        foreach (var some in calls.Chunk(EventsPerRow)) await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, some)], ct);
        return calls.Count;
    }

    /// <summary>Tells that a flow is called for a contact.</summary>
    public static CanonicalEvent Call(Guid contactId, string flow, int depth, TimeProvider time) =>
        OwnEvent.Of(EventNames.FlowCalled, contactId, new RawJson(Encoding.UTF8.GetBytes($$"""{"flowId":"{{flow}}","depth":{{depth}}}""")), time) with { Derived = true };

    private static async Task ChangeAsync(
        NpgsqlConnection connection, Guid workspaceId, List<(Guid ContactId, ChangeStep Change)> changes, DateTimeOffset now, CancellationToken ct)
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
        await ContactChangeStore.NoteAsync(connection, workspaceId, changes.Select(one => one.ContactId), ct);
    }
}
