using System.Text.Json;
using Beckon.Delivery;
using Beckon.Kernel;

namespace Beckon.Flows.Simulation;

/// <summary>What a flow would have done.</summary>
public sealed record SimulationResult
{
    /// <summary>How many people would have come in.</summary>
    public required int People { get; init; }

    /// <summary>How many of them would have got a message.</summary>
    public required int Reached { get; init; }

    /// <summary>How often somebody would have come in.</summary>
    public required int CameIn { get; init; }

    /// <summary>How many messages would have been sent.</summary>
    public required int Messages { get; init; }

    /// <summary>How many of them are text messages.</summary>
    public int Texts { get; init; }

    /// <summary>How many would not have been, because their recipients may not be written to, or the rules of sending dropped them.</summary>
    public required int Skipped { get; init; }

    /// <summary>What the messages would have cost, in the workspace's currency; null where no price was given.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Day by day, in the workspace's zone; days on which nothing happened are left out.</summary>
    public required IReadOnlyList<SimulatedDay> Days { get; init; }

    /// <summary>Messages by day and step.</summary>
    public required IReadOnlyList<SimulatedStepDay> StepDays { get; init; }

    /// <summary>How often each step was come through, by the way that was taken or the reason for which it was not done.</summary>
    public required IReadOnlyList<StepTally> Passed { get; init; }

    /// <summary>How many would stand at each step in the end.</summary>
    public required IReadOnlyList<StepTally> Standing { get; init; }

    /// <summary>How runs ended, and why somebody did not come in.</summary>
    public required IReadOnlyList<RunEnding> Endings { get; init; }

    /// <summary>What else was sent to the same people within a day.</summary>
    public required IReadOnlyList<SimulatedOverlap> Overlaps { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Options);

    public static SimulationResult Parse(string json) => JsonSerializer.Deserialize<SimulationResult>(json, ApiJson.Options) ?? throw new InvalidDataException("A simulation has no result.");
}

/// <summary>One day of a simulation.</summary>
/// <param name="Day">Which, in the workspace's zone.</param>
/// <param name="CameIn">How often somebody would have come in.</param>
/// <param name="Messages">How many messages would have been sent.</param>
/// <param name="Skipped">How many would not have been, because their recipients may not be written to, or the rules of sending dropped them.</param>
public sealed record SimulatedDay(DateOnly Day, int CameIn, int Messages, int Skipped);

/// <summary>The messages of a step on a day.</summary>
/// <param name="Day">Which, in the workspace's zone.</param>
/// <param name="Step">The step's id.</param>
/// <param name="Messages">How many.</param>
public sealed record SimulatedStepDay(DateOnly Day, string Step, long Messages);

/// <summary>A flow or campaign that wrote to the same people within a day.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Messages">How many of the simulated messages have one of its within a day.</param>
/// <param name="People">How many people that concerns.</param>
public sealed record SimulatedOverlap(string Name, long Messages, long People);

/// <summary>One run that was simulated.</summary>
/// <param name="Contact">The contact's id, starting with <c>con_</c>.</param>
/// <param name="Status">How it stood in the end.</param>
/// <param name="Reason">Why it did not begin, or ended early.</param>
/// <param name="Step">The step it stands at.</param>
/// <param name="TriggeredAt">When what started it happened.</param>
/// <param name="Messages">The messages it came to.</param>
/// <param name="Trace">Every decision, with the values that were seen.</param>
public sealed record SimulatedRun(
    string Contact, FlowRunStatus Status, string? Reason, string? Step, DateTimeOffset TriggeredAt, IReadOnlyList<SimulatedMessage> Messages, IReadOnlyList<TraceLine> Trace)
{
    /// <summary>Who; as they are called now.</summary>
    public string? ContactName { get; init; }

    public static SimulatedRun Of(FlowRun run, SimulatedContact contact) => new(
        Ids.Out(Ids.Contact, run.ContactId), run.Status, run.Reason is { } reason ? Reasons.Of(reason) : null, run.Step is "" ? null : run.Step, run.TriggeredAt,
        [
            .. contact.Turns.Where(one => one.Turn.Run.Id == run.Id)
                .SelectMany(one => one.Turn.Messages.Select(message => new SimulatedMessage(message.Step, one.At, message.Skipped is { } why ? Reasons.Of(why) : null))),
        ],
        run.Trace);
}

/// <summary>A message of a simulated run.</summary>
/// <param name="Step">The step that it is of.</param>
/// <param name="At">When it would have been sent.</param>
/// <param name="Skipped">Why it would not have been; null: it would.</param>
public sealed record SimulatedMessage(string Step, DateTimeOffset At, string? Skipped);
