using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Audiences.Language;
using Beckon.Audiences.Matching;
using Beckon.Kernel;

namespace Beckon.Flows;

/// <summary>
/// What a flow does: what starts it, what takes people out, and its steps. Steps follow each other; a step that splits holds the steps of its branches, and
/// after a branch the flow goes on with what follows the split.
/// </summary>
public sealed record FlowDefinition
{
    public required FlowTrigger Trigger { get; init; }

    /// <summary>The campaign this flow was compiled from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? CampaignId { get; init; }

    /// <summary>What takes people out, asked on each event and again when something is to be sent.</summary>
    public FlowExits Exits { get; init; } = new();

    /// <summary>What it is for; null: nobody said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FlowGoal? Goal { get; init; }

    /// <summary>Whose message goes first where somebody may get one only of several that are due.</summary>
    public FlowPriority Priority { get; init; }

    /// <summary>Whether somebody may come in again.</summary>
    public Reentry Reentry { get; init; } = new(ReentryMode.EveryTime);

    /// <summary>So many in a hundred, always the same ones, do not come in, so that it can be seen what the flow brings about. 0 to 100.</summary>
    public decimal HoldoutPercent { get; init; }

    /// <summary>An event that happened longer than this before Beckon heard of it starts nothing.</summary>
    public Duration MaxAge { get; init; } = new(7, TimeUnit.Days);

    /// <summary>What might happen, and what is to be sent then. What is published has none.</summary>
    public IReadOnlyList<FlowScenario> Scenarios { get; init => field = value ?? []; } = [];

    public required IReadOnlyList<FlowStep> Steps
    {
        get;
        init
        {
            field = value;
            Map = FlowMap.Of(value);
        }
    }

    /// <summary>Where each step is, and which follows it.</summary>
    [JsonIgnore]
    public FlowMap Map { get; private init; } = FlowMap.Of([]);

    /// <summary>The names of events that runs which wait must hear of, beside purchases.</summary>
    public IEnumerable<string> Listens() =>
        Exits.Events.Select(test => test.Event).Concat(Map.Steps.OfType<WaitForStep>().Select(step => step.On.Event)).Distinct(StringComparer.Ordinal);

    /// <summary>The filters in it.</summary>
    [JsonIgnore]
    public IEnumerable<Filter> Filters =>
        Map.Steps.OfType<SplitStep>().SelectMany(split => split.Ways).Select(way => way.Who).Concat(Trigger.Who is { } who ? [who] : []);

    /// <summary>Whether its runs must see what is known of their contacts.</summary>
    [JsonIgnore]
    public bool Looks => Trigger.Who is not null || Map.Steps.Any(step => step is SplitStep or WaitUntilStep or WaitUntilDateStep);

    /// <summary>Asks for what says in which zone somebody is.</summary>
    public static Filter ZoneAsked { get; } = new FieldCondition(ContactFacts.ZoneField, new ValueTest(ValueOp.IsSet));

    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Options);

    public static FlowDefinition Parse(string json) =>
        JsonSerializer.Deserialize<FlowDefinition>(json, ApiJson.Options) ?? throw new InvalidDataException("A flow has no definition.");
}

/// <summary>What takes somebody out of a flow before its end.</summary>
public sealed record FlowExits
{
    /// <summary>The cart was bought, or the contact placed any order since the trigger.</summary>
    public bool Bought { get; init; }

    /// <summary>Any of these happened since the trigger; of a run that is about an order or a cart, to that one.</summary>
    public IReadOnlyList<EventTest> Events { get; init; } = [];
}

/// <summary>What a flow is for: that people do something within a time of what brought them in. It is counted, and of those who are left out as well.</summary>
/// <param name="On">What they are to do.</param>
/// <param name="Within">How long after the trigger at most.</param>
public sealed record FlowGoal(EventTest On, Duration Within)
{
    /// <summary>Whether an event of a live source reaches it.</summary>
    public bool IsReachedBy(Events.CanonicalEvent e, Today today) => !e.Backfill && !e.Replayed && On.Fits(e, today);
}

/// <summary>Which flows come before others.</summary>
public enum FlowPriority
{
    Normal,
    High,
    Low,
}

/// <summary>Whether somebody may come into a flow again. Runs of the same cart or order follow each other: the later takes the place of the earlier.</summary>
/// <param name="Mode">How.</param>
public sealed record Reentry(ReentryMode Mode)
{
    /// <summary>For once per period: how long.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Duration? Period { get; init; }
}

/// <summary>Ways of coming in again.</summary>
public enum ReentryMode
{
    EveryTime,

    /// <summary>Not while a run of theirs is under way.</summary>
    NotWhileActive,

    OncePerPeriod,

    Once,
}

/// <summary>A stretch of time.</summary>
/// <param name="Amount">How many.</param>
/// <param name="Unit">Of what. A day is 24 hours; a month ends on the same day of the next, or its last.</param>
public sealed record Duration(int Amount, TimeUnit Unit)
{
    public DateTimeOffset After(DateTimeOffset at) => Unit switch
    {
        TimeUnit.Minutes => at.AddMinutes(Amount),
        TimeUnit.Hours => at.AddHours(Amount),
        TimeUnit.Days => at.AddDays(Amount),
        TimeUnit.Weeks => at.AddDays(7 * Amount),
        TimeUnit.Months => at.AddMonths(Amount),
        _ => throw new InvalidDataException("There is no such unit of time."),
    };

    /// <summary>The earliest moment after which it is not over at another.</summary>
    public DateTimeOffset Before(DateTimeOffset at) => (this with { Amount = -Amount }).After(at);

    /// <summary>"1 hour", "90 minutes".</summary>
    public override string ToString() => $"{Amount} {(Amount == 1 ? Words.Of(Unit)[..^1] : Words.Of(Unit))}";
}
