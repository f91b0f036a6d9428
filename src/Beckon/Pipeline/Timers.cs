using Beckon.Audiences;
using Beckon.Audiences.Matching;
using Beckon.Delivery;
using Beckon.Discounts;
using Beckon.Flows;
using Beckon.Storage.Lanes;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>
/// What happens to the runs whose time has come, in one transaction of the same shape as the <see cref="Processor"/>'s: either they have gone on
/// and their messages are in the outbox, or they still wait.
/// </summary>
public sealed class Timers(NpgsqlDataSource source, FlowStore flows, SendingRulesStore rules, LaneSignal signal, TimeProvider time)
{
    private const int MostTogether = 500;

    /// <summary>Lets the due runs of a lane's workspace go on, the oldest first. One that cannot stops only itself.</summary>
    public async Task<Fired> FireAsync(LaneHold hold, CancellationToken ct)
    {
        try
        {
            return await ResumeAsync(hold, only: null, ct);
        }
        catch (Exception exception) when (Poison.IsCause(exception))
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            var due = await FlowRunStore.DueIdsAsync(connection, hold.Lane.WorkspaceId, new DueFilter(time.GetUtcNow(), MostTogether), ct);
            return await ResumeApartAsync(hold, due, ct);
        }
    }

    /// <summary>When the next run of each of these workspaces is due.</summary>
    public async Task<List<(Guid WorkspaceId, DateTimeOffset Due)>> EarliestAsync(Guid[] workspaces, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await FlowRunStore.EarliestAsync(connection, workspaces, ct);
    }

    private async Task<Fired> ResumeAsync(LaneHold hold, Guid[]? only, CancellationToken ct)
    {
        var workspaceId = hold.Lane.WorkspaceId;
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        var due = await TakeAsync(connection, workspaceId, new DueFilter(now, MostTogether, only), ct);
        var (messages, news) = (0, 0);
        if (due.Count > 0)
        {
            var turns = await DecideAsync(connection, workspaceId, due, now, ct);
            await FlowRunStore.ChangeAsync(connection, workspaceId, turns.ConvertAll(turn => turn.Run), now, ct);
            await FlowRunStore.DropPutOffAsync(connection, workspaceId, turns.Select(turn => turn.Run), ct);
            var decided = turns.SelectMany(turn => turn.Messages).ToList();
            await MessageStore.AddAsync(connection, workspaceId, decided, now, ct);
            messages = decided.Count(message => message.Skipped is null);
            await FlowTallyStore.AddAsync(connection, workspaceId, turns, ct);
            news = await FlowDeedStore.DoAsync(connection, workspaceId, turns, time, ct);
            if (messages > 0) await signal.TellOthersAsync(connection, [new Lane(workspaceId, LaneKind.Sending)], ct);
            if (news > 0) await signal.TellOthersAsync(connection, [new Lane(workspaceId, LaneKind.Arrivals)], ct);
            await hold.CheckAsync(connection, ct);
        }
        await transaction.CommitAsync(ct);
        TimerMetrics.WentOn(due, now);
        return new Fired(due.Count, messages, due.Count >= MostTogether ? now : await NextAsync(connection, workspaceId, ct)) { News = news };
    }

    // Of people who get so many messages only, all that is due: the first of many is not always the one that comes first.
    private async Task<List<DueRun>> TakeAsync(NpgsqlConnection connection, Guid workspaceId, DueFilter filter, CancellationToken ct)
    {
        var due = await FlowRunStore.TakeDueAsync(connection, workspaceId, filter, ct);
        if (due.Count < filter.Most || filter.Only is not null || (await rules.OfAsync(connection, workspaceId, ct)).Rules.Caps.Count == 0) return due;
        var taken = due.Select(one => one.Run.Id).ToHashSet();
        Guid[] contacts = [.. due.Select(one => one.Run.ContactId).Distinct()];
        var others = await FlowRunStore.TakeDueAsync(connection, workspaceId, filter with { Most = int.MaxValue, Of = contacts }, ct);
        return [.. due, .. others.Where(one => !taken.Contains(one.Run.Id))];
    }

    private async Task<List<FlowTurn>> DecideAsync(
        NpgsqlConnection connection, Guid workspaceId, List<DueRun> due, DateTimeOffset now, CancellationToken ct)
    {
        var recipients = await MessageStore.RecipientsAsync(connection, workspaceId, [.. due.Select(one => one.Run.ContactId).Distinct()], ct);
        var definitions = await flows.DefinitionsAsync(connection, workspaceId, due.Select(one => one.Run), ct);
        var looks = await LooksAsync(connection, workspaceId, due, definitions, now, ct);
        var states = await rules.StatesAsync(connection, workspaceId, recipients.Values, waiting: true, ct);
        var offers = await OffersAsync(connection, workspaceId, due, definitions, ct);
        var turns = new List<FlowTurn>(due.Count);
        foreach (var one in due.OrderBy(one => (one.Run, definitions[(one.Run.FlowId, one.Run.FlowVersion)].Priority), DueOrder.Instance))
        {
            var recipient = recipients.GetValueOrDefault(one.Run.ContactId) ?? throw new InvalidDataException("Its contact is not there any more.");
            var definition = definitions[(one.Run.FlowId, one.Run.FlowVersion)];
            var sight = new FlowSight(recipient, looks.GetValueOrDefault(one.Run.ContactId)) { Sending = states.Of(recipient), Offer = offers.GetValueOrDefault(one.Run.Id) };
            var turn = FlowRunner.Resume(one.Run, definition, new ResumeFacts(sight, one.Live, one.Bought, one.Restarted), now);
            foreach (var message in turn.Messages.Where(message => message is { Skipped: null, Limits: not SendLimits.Ignore })) states.Sent(message.ContactId, new(now, message.Channel));
            turns.Add(turn);
        }
        await TakePlacesAsync(connection, workspaceId, due, turns, ct);
        return turns;
    }

    // Whoever has been let in takes the place of earlier runs about the same cart or order.
    private async Task TakePlacesAsync(NpgsqlConnection connection, Guid workspaceId, List<DueRun> due, List<FlowTurn> turns, CancellationToken ct)
    {
        var atDoor = due.Where(one => one.Run.IsAtDoor).Select(one => one.Run.Id).ToHashSet();
        var entered = turns.FindAll(turn => atDoor.Contains(turn.Run.Id) && turn.Run.Status is not (FlowRunStatus.Skipped or FlowRunStatus.Exited) && turn.Run.Key.Length > 0);
        if (entered.Count == 0) return;
        var decided = turns.Select(turn => turn.Run.Id).ToHashSet();
        var others = (await FlowRunStore.TakeFreeAsync(connection, workspaceId, [.. entered.Select(turn => turn.Run.ContactId).Distinct()], ct)).FindAll(run => !decided.Contains(run.Id));
        var definitions = await flows.DefinitionsAsync(connection, workspaceId, others, ct);
        foreach (var run in others.Where(run => entered.Exists(turn => ExitRules.TakesPlaceOf(turn.Run, run))))
            turns.Add(FlowRunner.End(run, definitions[(run.FlowId, run.FlowVersion)], SkipReason.Restarted));
    }

    // The codes for those who stand at a step that gives one.
    private static async Task<Dictionary<Guid, DiscountOffer>> OffersAsync(
        NpgsqlConnection connection, Guid workspaceId, List<DueRun> due, Dictionary<(Guid FlowId, int Version), FlowDefinition> definitions, CancellationToken ct)
    {
        var asking = due
            .Select(one => (one.Run, Step: one.Run.InStep || one.Run.IsAtDoor ? null : definitions[(one.Run.FlowId, one.Run.FlowVersion)].Map.Step(one.Run.Step ?? "") as DiscountStep))
            .Where(one => one.Step is not null)
            .Select(one => (RunId: one.Run.Id, StepId: one.Step!.Id, Asked: FlowDeedStore.Discounted(one.Run, one.Step.Discount)))
            .ToList();
        var codes = await DiscountStore.FindAsync(connection, workspaceId, [.. asking.Select(one => one.Asked)], ct);
        return asking.ToDictionary(one => one.RunId, one => new DiscountOffer(one.StepId, codes.GetValueOrDefault(one.Asked)));
    }

    // What filters and local times ask of those whose flows have any.
    private async Task<Dictionary<Guid, ContactLook>> LooksAsync(
        NpgsqlConnection connection, Guid workspaceId, List<DueRun> due, Dictionary<(Guid FlowId, int Version), FlowDefinition> definitions, DateTimeOffset now,
        CancellationToken ct)
    {
        var looking = due.FindAll(one => definitions[(one.Run.FlowId, one.Run.FlowVersion)].Looks);
        if (looking.Count == 0) return [];
        var live = await flows.LiveAsync(connection, workspaceId, ct);
        var today = live.TodayAt(now);
        var context = await AudienceDesk.ContextAsync(connection, workspaceId, ct);
        var filters = looking.Select(one => definitions[(one.Run.FlowId, one.Run.FlowVersion)]).Distinct().SelectMany(definition => definition.Filters);
        var needed = FactsNeeded.Of(filters.Select(context.Meanings.Of).Append(FlowDefinition.ZoneAsked), today);
        Guid[] contacts = [.. looking.Select(one => one.Run.ContactId).Distinct()];
        var facts = await FactStore.LoadAsync(connection, workspaceId, contacts, needed, ct);
        return facts.ToDictionary(pair => pair.Key, pair => new ContactLook(pair.Value, today, context, live.Zone));
    }

    // By halves, so that the one that cannot go on is found in a few steps while the others do.
    private async Task<Fired> ResumeApartAsync(LaneHold hold, Guid[] runs, CancellationToken ct)
    {
        try
        {
            return await ResumeAsync(hold, runs, ct);
        }
        catch (Exception exception) when (Poison.IsCause(exception))
        {
            if (runs.Length <= 1) return await SetAsideAsync(hold, runs, exception.Message, ct);
            var first = await ResumeApartAsync(hold, runs[..(runs.Length / 2)], ct);
            var second = await ResumeApartAsync(hold, runs[(runs.Length / 2)..], ct);
            return new Fired(first.Runs + second.Runs, first.Messages + second.Messages, second.Next) { News = first.News + second.News };
        }
    }

    private async Task<Fired> SetAsideAsync(LaneHold hold, Guid[] runs, string why, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var run in runs) await FlowRunStore.FailAsync(connection, hold.Lane.WorkspaceId, run, why, time.GetUtcNow(), ct);
        await hold.CheckAsync(connection, ct);
        await transaction.CommitAsync(ct);
        return new Fired(runs.Length, 0, await NextAsync(connection, hold.Lane.WorkspaceId, ct));
    }

    private static async Task<DateTimeOffset?> NextAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct)
    {
        var next = await FlowRunStore.EarliestAsync(connection, [workspaceId], ct);
        return next.Count == 0 ? null : next[0].Due;
    }
}

/// <summary>How many runs went on, how many messages wait to be sent, and when the next run of the workspace is due.</summary>
public sealed record Fired(int Runs, int Messages, DateTimeOffset? Next)
{
    /// <summary>How many events wait to be taken in because of it.</summary>
    public int News { get; init; }
}
