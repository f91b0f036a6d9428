using System.Text.Json;
using System.Text.Json.Nodes;
using Beckon.Accounts;
using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Kernel;

namespace Beckon.Flows.Products;

/// <summary>News of a product that a flow tells those who want it.</summary>
/// <param name="EventId">Of the event that told of it.</param>
/// <param name="At">When it happened.</param>
/// <param name="Properties">What the event said of it.</param>
public sealed record ProductNews(Guid EventId, DateTimeOffset At, RawJson Properties)
{
    /// <summary>What events are news to flows.</summary>
    public static IEnumerable<(Guid FlowId, ProductNews News)> Of(IReadOnlyList<ResolvedEvent> events, LiveFlows live, Today today) =>
        from resolved in events
        where resolved.ContactId is null
        from one in live.OfProducts
        where one.Trigger.IsNews(resolved.Event, today)
        select (one.FlowId, new ProductNews(resolved.Event.Id, resolved.Event.OccurredAt, resolved.Event.Properties));

    /// <summary>
    /// Who hears of which of several news that came together: each of all they want where each product is a run of its own, else of the one they wanted last.
    /// </summary>
    /// <param name="wanted">Who wants which, by its place among them.</param>
    /// <param name="perProduct">Whether each product is a run of its own.</param>
    public static IEnumerable<Wanted> Heard(IEnumerable<Wanted> wanted, bool perProduct) =>
        perProduct ? wanted : wanted.GroupBy(one => one.ContactId).Select(of => of.MaxBy(one => (one.At, one.News)));

    /// <summary>Of moments that follow each other, the round in which each is told: a new one begins with what comes when the one before is over.</summary>
    public static List<int> Rounds(IReadOnlyList<DateTimeOffset> moments)
    {
        var rounds = new List<int>(moments.Count);
        var (round, over) = (-1, DateTimeOffset.MinValue);
        foreach (var moment in moments)
        {
            if (moment > over) (round, over) = (round + 1, moment + RoundsWorker.LookAround);
            rounds.Add(round);
        }
        return rounds;
    }

    /// <summary>The properties of the call that tells of it.</summary>
    public RawJson Call(string flow)
    {
        var said = JsonNode.Parse(Properties.Utf8.Span) as JsonObject ?? [];
        said["flowId"] = flow;
        said[OwnEvent.Depth] = 0;
        return new RawJson(JsonSerializer.SerializeToUtf8Bytes(said));
    }
}

/// <summary>Somebody wants a product of which there is news.</summary>
/// <param name="News">The place of the news among those that were asked for.</param>
/// <param name="ContactId">Who.</param>
/// <param name="At">When they last showed it.</param>
public readonly record struct Wanted(int News, Guid ContactId, DateTimeOffset At);
