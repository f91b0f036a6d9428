using Beckon.Audiences.Language;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows.Products;
using Beckon.Flows.Webhooks;
using Beckon.Kernel;

namespace Beckon.Flows;

/// <summary>A flow.</summary>
/// <param name="Id">Starts with <c>flw_</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Draft">As it is being drawn.</param>
/// <param name="Trigger">What starts it, in words.</param>
/// <param name="Faults">What keeps the draft from going live.</param>
/// <param name="HasChanges">Whether the draft is not what was published last.</param>
/// <param name="Version">Of the draft: grows with each edit, and is the ETag.</param>
/// <param name="LiveVersion">The version that starts runs; null: it was never live.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When the draft was last changed.</param>
/// <param name="LiveAt">When it was last published.</param>
public sealed record FlowView(
    string Id, string Name, FlowStatus Status, FlowDefinition Draft, string Trigger, IReadOnlyList<FlowFault> Faults, bool HasChanges, int Version, int? LiveVersion,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? LiveAt)
{
    public static FlowView Of(Flow flow, FlowContext context) => new(
        Ids.Out(Ids.Flow, flow.Id), flow.Name, flow.Status, flow.Draft, FlowWords.Trigger(flow.Draft, context.Filters), FlowRules.Check(flow.Draft, context),
        flow.HasChanges, flow.Version, flow.LiveVersion, flow.CreatedAt, flow.UpdatedAt, flow.LiveAt);
}

/// <summary>A flow in the list.</summary>
/// <param name="Id">Starts with <c>flw_</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Trigger">What starts it, in words.</param>
/// <param name="UnderWay">How many are in it now.</param>
/// <param name="CameIn">How many came in within the last thirty days.</param>
/// <param name="HasChanges">Whether the draft is not what was published last.</param>
/// <param name="UpdatedAt">When the draft was last changed.</param>
/// <param name="LiveAt">When it was last published.</param>
public sealed record FlowRow(
    string Id, string Name, FlowStatus Status, string Trigger, long UnderWay, long CameIn, bool HasChanges, DateTimeOffset UpdatedAt, DateTimeOffset? LiveAt)
{
    public static FlowRow Of(Flow flow, FlowSize size, FilterContext context) => new(
        Ids.Out(Ids.Flow, flow.Id), flow.Name, flow.Status, FlowWords.Trigger(flow.Status == FlowStatus.Draft ? flow.Draft : flow.Live ?? flow.Draft, context),
        size.UnderWay, size.CameIn, flow.HasChanges, flow.UpdatedAt, flow.LiveAt);
}

/// <summary>All flows.</summary>
/// <param name="Items">By name, those that are archived last.</param>
public sealed record FlowList(IReadOnlyList<FlowRow> Items);

/// <summary>A flow to be made.</summary>
/// <param name="Name">1 to 120 characters; of a recipe its own where it is left out.</param>
/// <param name="Definition">What it does; nothing yet where it is left out.</param>
/// <param name="Recipe">The recipe that it begins as (<c>GET /api/flows/recipes</c>).</param>
public sealed record NewFlow(string? Name = null, FlowDefinition? Definition = null, string? Recipe = null);

/// <summary>What is to change of a flow; what is left out stays.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Definition">What it does.</param>
public sealed record FlowEdit(string? Name = null, FlowDefinition? Definition = null);

/// <summary>How a draft goes live.</summary>
/// <param name="Move">Whether runs under way move to the new version where it has their step; else they finish on theirs.</param>
/// <param name="IfScenariosHold">Whether it is published only if each of its scenarios comes to what is expected.</param>
public sealed record FlowPublish(bool Move = false, bool IfScenariosHold = false);

/// <summary>For whom a flow is started.</summary>
/// <param name="Contact">The contact's id.</param>
public sealed record FlowCall(string Contact);

/// <summary>That a flow was called for somebody.</summary>
/// <param name="Event">The event that tells of it; the run begins when it is processed.</param>
public sealed record FlowCalled(string Event);

/// <summary>How a flow stands step by step.</summary>
/// <param name="Standing">How many stand at each step now.</param>
/// <param name="Passed">How many have come through each step, by the way that they took or the reason for which it was not done.</param>
/// <param name="Endings">How runs ended.</param>
/// <param name="Results">What became of its messages.</param>
/// <param name="Webhooks">How the calls of its webhooks have fared in the last thirty days.</param>
/// <param name="Goal">How many people reached what it is for; null where it was published without a goal.</param>
public sealed record FlowCounts(
    IReadOnlyList<StepTally> Standing, IReadOnlyList<StepTally> Passed, IReadOnlyList<RunEnding> Endings, FlowResults Results, WebhookCounts Webhooks, GoalCounts? Goal);

/// <summary>The versions of a flow.</summary>
/// <param name="Items">The latest first, at most a hundred.</param>
public sealed record FlowVersions(IReadOnlyList<FlowVersion> Items);

/// <summary>One passage of somebody through a flow.</summary>
/// <param name="Id">Starts with <c>run_</c>.</param>
/// <param name="Flow">The flow's id, starting with <c>flw_</c>.</param>
/// <param name="FlowName">What the flow is called.</param>
/// <param name="Campaign">Whether the flow is that of a campaign.</param>
/// <param name="Version">The version of the flow.</param>
/// <param name="Contact">The contact's id, starting with <c>con_</c>.</param>
/// <param name="ContactName">Who.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why it did not begin, or ended early.</param>
/// <param name="Detail">Why it failed, in words.</param>
/// <param name="Step">The step it stands or stood at.</param>
/// <param name="DueAt">When it goes on; null for those that have ended.</param>
/// <param name="TriggeredAt">When what started it happened.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="GoalAt">When they reached what the flow is for; null: not, or not in time.</param>
/// <param name="Trace">Every decision, with the values that were seen.</param>
public sealed record RunView(
    string Id, string Flow, string FlowName, bool Campaign, int Version, string Contact, string ContactName, FlowRunStatus Status, string? Reason, string? Detail,
    string? Step, DateTimeOffset? DueAt, DateTimeOffset TriggeredAt, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, DateTimeOffset? GoalAt,
    IReadOnlyList<TraceLine> Trace)
{
    /// <summary>What became of the calls of its webhooks; said of a single run only.</summary>
    public IReadOnlyList<WebhookView> Webhooks { get; init; } = [];

    public static RunView Of(RunRead run) => new(
        Ids.Out(Ids.Run, run.Id), Ids.Out(Ids.Flow, run.FlowId), run.FlowName, run.OfCampaign, run.Version, Ids.Out(Ids.Contact, run.ContactId), run.ContactName,
        run.Status, run.Reason, run.Detail, run.Step is "" ? null : run.Step, run.DueAt, run.TriggeredAt, run.StartedAt, run.EndedAt, run.GoalAt,
        run.Trace);
}

/// <summary>Flows in words. Pure.</summary>
public static class FlowWords
{
    /// <summary>What starts a flow, as the rest of "When somebody …".</summary>
    public static string Trigger(FlowDefinition flow, FilterContext context)
    {
        if (!FlowRules.IsTriggerSound(flow, context)) return flow.Trigger is EventTrigger { On.Event: { Length: > 0 } name } ? $"has {EventPhrases.Of(name, null)} …" : "…";
        var words = flow.Trigger switch
        {
            EventTrigger e => $"has {e.On.Words()}",
            AudienceTrigger a => $"{(a.Change == AudienceChange.Entered ? "comes into" : "leaves")} the audience “{context.AudienceNames.GetValueOrDefault(a.Audience) ?? "that was deleted"}”",
            DateTrigger d => DateWords(d, context),
            ScheduleTrigger s => ScheduleWords(s),
            ProductTrigger p => ProductWords(p),
            _ => "is sent here by another flow or a call",
        };
        return flow.Trigger.Who is { } who ? $"{words} and {FilterSentence.Words(who, context)}" : words;
    }

    private static string ProductWords(ProductTrigger trigger)
    {
        var ways = trigger.Interest.Distinct().Select(interest => interest switch
        {
            ProductInterest.Viewed => "looked at",
            ProductInterest.AddedToCart => "put into a cart",
            ProductInterest.Bought => "bought",
        }).ToList();
        var showed = ways.Count == 1 ? ways[0] : $"{string.Join(", ", ways.SkipLast(1))} or {ways[^1]}";
        var what = trigger.In switch
        {
            InterestIn.Product => "a product",
            InterestIn.Brand => "something of a brand",
            InterestIn.Category => "something of a category",
        };
        var cheaper = trigger.CheaperByPercent is { } percent ? $" by {percent:0.##} % or more" : "";
        return $"has {showed} {what} within {trigger.Within} before {NewsWords(trigger)}{cheaper}";
    }

    private static string NewsWords(ProductTrigger trigger)
    {
        var it = trigger.In == InterestIn.Product ? "it" : "something of it";
        var news = trigger.On.Event switch
        {
            EventNames.BackInStock => $"{it} is back in stock",
            EventNames.PriceDrop => $"{it} becomes cheaper",
            EventNames.LowInventory => $"{it} is nearly sold out",
            EventNames.NewProductAdded => $"{it} is new in the shop",
            var other => $"there is “{other}” of {it}",
        };
        var where = (trigger.On.Where ?? []).Select((test, index) => $"{(index == 0 ? " where " : " and ")}{TestWords.Value(test.Is, test.Property)}");
        return news + string.Concat(where);
    }

    private static string ScheduleWords(ScheduleTrigger trigger)
    {
        var when = trigger switch
        {
            { On: { } once } => $"on {once:yyyy-MM-dd}",
            { DayOfMonth: { } day } => $"on day {day} of the month",
            { Days: { Count: > 0 } days } => $"on {string.Join(", ", days)}",
            _ => "every day",
        };
        return $"is a contact {when} at {trigger.At:HH:mm}";
    }

    private static string DateWords(DateTrigger trigger, FilterContext context)
    {
        var what = trigger.Of switch
        {
            DateOf.LastOrder => "their last order",
            DateOf.FirstSeen => "the day they were first heard of",
            DateOf.Field => $"their “{context.Fields.GetValueOrDefault(trigger.Field ?? "")?.Label ?? trigger.Field}”",
        };
        var days = Math.Abs(trigger.Days);
        var words = days == 0 ? $"comes to {what}" : $"is {days} {(days == 1 ? "day" : "days")} {(trigger.Days < 0 ? "before" : "after")} {what}";
        return $"{words}{(trigger.Yearly ? ", each year" : "")}, at {trigger.At:HH:mm}";
    }
}
