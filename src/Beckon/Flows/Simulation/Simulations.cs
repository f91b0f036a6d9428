using System.Collections.Concurrent;
using Beckon.Audiences;
using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Delivery;
using Beckon.Flows.Products;
using Beckon.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Flows.Simulation;

/// <summary>Tries drafts out on what has happened: beside everything else, one of a workspace at a time, so many contacts together.</summary>
public sealed partial class Simulations(NpgsqlDataSource database, AudienceDesk audiences, SendingRulesStore rules, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Simulations> log)
{
    private const int Together = 1_000;

    private readonly ConcurrentDictionary<Guid, Guid> _running = new();

    public NpgsqlDataSource Database => database;

    /// <summary>Begins one; null while another of the workspace is under way.</summary>
    public async Task<FlowSimulation?> BeginAsync(Guid workspaceId, Flow flow, NewSimulation asked, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var simulation = new FlowSimulation
        {
            Id = Ids.New(time),
            FlowId = flow.Id,
            From = now.AddDays(-asked.Days),
            Until = now,
            Prices = new MessagePrices(asked.PricePerThousand, asked.PricePerText),
            Loaded = asked.Loaded,
            CreatedAt = now,
            TouchedAt = now,
        };
        if (!_running.TryAdd(workspaceId, simulation.Id)) return null;
        try
        {
            await using var connection = await database.OpenConnectionAsync(ct);
            await SimulationStore.AddAsync(connection, workspaceId, simulation, ct);
            await SimulationStore.ForgetOldAsync(connection, workspaceId, flow.Id, ct);
        }
        catch
        {
            _running.TryRemove(workspaceId, out _);
            throw;
        }
        _ = Task.Run(() => WorkAsync(workspaceId, flow, simulation, lifetime.ApplicationStopping), CancellationToken.None);
        return simulation;
    }

    /// <summary>What a draft would have done with one contact.</summary>
    public async Task<List<SimulatedRun>> OfContactAsync(Guid workspaceId, Flow flow, Guid contactId, ContactSimulation asked, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var (now, ground) = (time.GetUtcNow(), await GroundAsync(connection, workspaceId, flow, time.GetUtcNow().AddDays(-asked.Days), asked.Loaded, ct));
        var runs = new List<SimulatedRun>();
        foreach (var contact in await GoThroughAsync(connection, workspaceId, ground, [contactId], now, ct))
            runs.AddRange(contact.Runs.Select(run => SimulatedRun.Of(run, contact)));
        return runs;
    }

    private async Task WorkAsync(Guid workspaceId, Flow flow, FlowSimulation simulation, CancellationToken ct)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(ct);
            var ground = await GroundAsync(connection, workspaceId, flow, simulation.From, simulation.Loaded, ct);
            var contacts = await PastStore.ContactsAsync(connection, workspaceId, ground.Asked with { Until = simulation.Until }, ct);
            var sum = new SimulationSum(at => ground.Today.DayOf(at));
            var done = 0;
            foreach (var some in contacts.Chunk(Together))
            {
                await SimulationStore.AdvanceAsync(connection, workspaceId, simulation.Id, (done, contacts.Length), time.GetUtcNow(), ct);
                var gone = await GoThroughAsync(connection, workspaceId, ground, some, simulation.Until, ct);
                gone.ForEach(sum.Add);
                var sent = gone.SelectMany(contact => contact.Sent.Select(message => (contact.ContactId, message.At))).ToList();
                sum.Add(await PastStore.OverlapsAsync(connection, workspaceId, flow.Id, sent, ct));
                done += some.Length;
            }
            await SimulationStore.AdvanceAsync(connection, workspaceId, simulation.Id, (done, contacts.Length), time.GetUtcNow(), ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await SimulationStore.FinishAsync(connection, workspaceId, simulation.Id, sum.Result(simulation.Prices), sum.Examples, time.GetUtcNow(), ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogFailed(simulation.Id, exception);
            await FailAsync(workspaceId, simulation.Id, exception.Message);
        }
        finally
        {
            _running.TryRemove(KeyValuePair.Create(workspaceId, simulation.Id));
        }
    }

    private async Task FailAsync(Guid workspaceId, Guid id, string why)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            await SimulationStore.FailAsync(connection, workspaceId, id, why, time.GetUtcNow(), CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            LogFailed(id, exception);
        }
    }

    private async Task<Ground> GroundAsync(NpgsqlConnection connection, Guid workspaceId, Flow flow, DateTimeOffset from, bool loaded, CancellationToken ct)
    {
        // Publishing would fix what its messages say; how they read has no part in who gets them.
        var live = new LiveFlow(flow.Id, 0, flow.Draft.Fixed(_ => Guid.Empty));
        var (today, zone) = await audiences.TodayAsync(workspaceId, ct);
        var context = await AudienceDesk.ContextAsync(connection, workspaceId, ct);
        var needed = live.Definition.Looks
            ? FactsNeeded.OfHistory(live.Definition.Filters.Select(context.Meanings.Of).Append(FlowDefinition.ZoneAsked), new Today(from, zone))
            : null;
        var (sending, _) = await rules.OfAsync(connection, workspaceId, ct);
        var until = time.GetUtcNow();
        var calls = live.Definition.Trigger switch
        {
            DailyTrigger trigger => await DatesAsync(connection, workspaceId, (flow.Id, trigger), today.DayOf(from), (from, until), zone, ct),
            ProductTrigger trigger => await NewsAsync(connection, workspaceId, (flow.Id, trigger), (from, until), today, ct),
            _ => null,
        };
        return new Ground(live, context, zone, today, new PastAsked(live.Definition, from, until, needed, loaded) { FlowId = flow.Id, Rules = sending, Calls = calls });
    }

    private static async Task<PastCalls> DatesAsync(
        NpgsqlConnection connection, Guid workspaceId, (Guid Id, DailyTrigger Trigger) flow, DateOnly first, (DateTimeOffset From, DateTimeOffset Until) span, TimeZoneInfo zone,
        CancellationToken ct)
    {
        var dates = new PastCalls(flow.Id);
        var turns = new List<DateTimeOffset>();
        for (var day = first; LocalTimes.Moment(day, flow.Trigger.At, zone) is var moment && moment <= span.Until; day = day.AddDays(1))
        {
            if (moment < span.From || !flow.Trigger.HasTurn(day)) continue;
            if (flow.Trigger is DateTrigger dated) dates.Add(moment, await FlowDateStore.WhoAsync(connection, workspaceId, dated, day, zone, ct));
            else turns.Add(moment);
        }
        if (turns.Count > 0) dates.Add(turns, await FlowDateStore.EverybodyAsync(connection, workspaceId, meaning: null, new Today(span.Until, zone), ct));
        return dates;
    }

    // What came within a round of the worker is told together.
    private static async Task<PastCalls> NewsAsync(
        NpgsqlConnection connection, Guid workspaceId, (Guid Id, ProductTrigger Trigger) flow, (DateTimeOffset From, DateTimeOffset Until) span, Today today, CancellationToken ct)
    {
        var events = await ProductNewsStore.PastAsync(connection, workspaceId, flow.Trigger.On.Event, span, ct);
        var told = events.Where(e => flow.Trigger.IsNews(e, today)).ToList();
        var news = told.ConvertAll(e => new ProductNews(e.Id, e.OccurredAt, e.Properties));
        var wanted = await ProductNewsStore.WantedAsync(connection, workspaceId, flow.Trigger, news, ct);
        var rounds = ProductNews.Rounds(told.ConvertAll(e => e.ReceivedAt));
        var properties = news.ConvertAll(one => one.Call(Ids.Out(Ids.Flow, flow.Id)));
        var calls = new PastCalls(flow.Id);
        foreach (var round in wanted.GroupBy(one => rounds[one.News]).OrderBy(round => round.Key))
        {
            foreach (var one in ProductNews.Heard(round, flow.Trigger.PerProduct)) calls.Add(one.ContactId, new PastCall(told[one.News].ReceivedAt, properties[one.News]));
        }
        return calls;
    }

    private static async Task<List<SimulatedContact>> GoThroughAsync(
        NpgsqlConnection connection, Guid workspaceId, Ground ground, Guid[] contacts, DateTimeOffset until, CancellationToken ct)
    {
        var pasts = await PastStore.LoadAsync(connection, workspaceId, contacts, ground.Asked with { Until = until }, ct);
        var gone = new List<SimulatedContact>(pasts.Count);
        foreach (var past in pasts)
        {
            var contact = new SimulatedContact(ground.Flow, ground.Context, ground.Zone, ground.Asked.Rules, past);
            contact.Run(until);
            gone.Add(contact);
        }
        return gone;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The simulation {SimulationId} failed.")]
    private partial void LogFailed(Guid simulationId, Exception exception);

    private sealed record Ground(LiveFlow Flow, FilterContext Context, TimeZoneInfo Zone, Today Today, PastAsked Asked);
}
