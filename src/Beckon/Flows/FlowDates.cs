using Beckon.Audiences;
using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Flows;

/// <summary>Tells of each day whose dates have come, once, in the transaction that notes it: as calls of the flows that begin with them.</summary>
public sealed class FlowDates(NpgsqlDataSource database, FlowStore flows, LaneSignal signal, TimeProvider time)
{
    private const int EventsPerRow = 500;

    /// <summary>Tells what is due in a workspace; for how many people.</summary>
    public async Task<int> TellAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var live = await flows.LiveAsync(connection, workspaceId, ct);
        var dated = live.Flows.Where(flow => flow.Definition.Trigger is DailyTrigger).ToDictionary(flow => flow.Id);
        if (dated.Count == 0) return 0;
        var (people, now) = (0, time.GetUtcNow());
        // Only today's: a birthday that was missed is over.
        var today = live.TodayAt(now).Day;
        foreach (var (flowId, liveAt, told) in await FlowDateStore.ToldAsync(connection, workspaceId, [.. dated.Keys], ct))
        {
            var trigger = (DailyTrigger)dated[flowId].Definition.Trigger;
            var moment = LocalTimes.Moment(today, trigger.At, live.Zone);
            if (told >= today || !trigger.HasTurn(today) || moment > now || moment <= liveAt) continue;
            people += await TellAsync(connection, workspaceId, (flowId, trigger, today), live.Zone, ct);
        }
        if (people > 0) signal.Ring(new Lane(workspaceId, LaneKind.Arrivals));
        return people;
    }

    // Whoever is let in is asked again when the run begins.
    private async Task<List<Guid>> EverybodyAsync(NpgsqlConnection connection, Guid workspaceId, Filter? who, TimeZoneInfo zone, CancellationToken ct)
    {
        var meaning = who is null ? null : (await AudienceDesk.ContextAsync(connection, workspaceId, ct)).Meanings.Of(who);
        return await FlowDateStore.EverybodyAsync(connection, workspaceId, meaning, new Today(time.GetUtcNow(), zone), ct);
    }

    private async Task<int> TellAsync(NpgsqlConnection connection, Guid workspaceId, (Guid Flow, DailyTrigger Trigger, DateOnly Day) due, TimeZoneInfo zone, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await FlowDateStore.TellAsync(connection, workspaceId, due.Flow, due.Day, ct)) return 0;
        var people = due.Trigger is DateTrigger dated
            ? await FlowDateStore.WhoAsync(connection, workspaceId, dated, due.Day, zone, ct)
            : await EverybodyAsync(connection, workspaceId, due.Trigger.Who, zone, ct);
        foreach (var some in people.Chunk(EventsPerRow))
        {
            List<CanonicalEvent> calls = [.. some.Select(contact => FlowDeedStore.Call(contact, Ids.Out(Ids.Flow, due.Flow), 0, time))];
            await InboxStore.WriteWithinAsync(connection, [InboxRow.From(workspaceId, calls)], ct);
        }
        await signal.TellOthersAsync(connection, [new Lane(workspaceId, LaneKind.Arrivals)], ct);
        await transaction.CommitAsync(ct);
        return people.Count;
    }
}
