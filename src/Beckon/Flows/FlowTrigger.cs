using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Audiences.Language;
using Beckon.Events;
using Beckon.Flows.Products;
using Beckon.Kernel;

namespace Beckon.Flows;

/// <summary>What starts a run. Everything that does is an event.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(EventTrigger), "event")]
[JsonDerivedType(typeof(AudienceTrigger), "audience")]
[JsonDerivedType(typeof(DateTrigger), "date")]
[JsonDerivedType(typeof(ScheduleTrigger), "schedule")]
[JsonDerivedType(typeof(ProductTrigger), "product")]
[JsonDerivedType(typeof(CalledTrigger), "called")]
public abstract record FlowTrigger
{
    private protected FlowTrigger()
    {
    }

    /// <summary>Who is let in; everybody where it is left out. Asked when the run begins.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Filter? Who { get; init; }

    /// <summary>The name of the event that starts it.</summary>
    [JsonIgnore]
    public string EventName => StartedBy();

    /// <summary>Whether runs are told apart by the products that their triggers are about.</summary>
    [JsonIgnore]
    public virtual bool IsPerProduct => false;

    private protected abstract string StartedBy();

    /// <summary>Whether an event of that name does.</summary>
    public abstract bool Fits(CanonicalEvent e, Guid flowId, Today today);
}

/// <summary>Something a person did.</summary>
/// <param name="On">Which events.</param>
public sealed record EventTrigger(EventTest On) : FlowTrigger
{
    /// <summary>
    /// Whether each product is a run of its own, by the property <c>productId</c>: the same product again takes the place of its earlier run, and what happens
    /// with another ends none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PerProduct { get; init; }

    [JsonIgnore]
    public override bool IsPerProduct => PerProduct;

    private protected override string StartedBy() => On.Event;

    public override bool Fits(CanonicalEvent e, Guid flowId, Today today) => On.Fits(e, today);
}

/// <summary>Somebody came into an audience, or left it.</summary>
/// <param name="Audience">Its id, starting with <c>aud_</c>.</param>
/// <param name="Change">Which of the two.</param>
public sealed record AudienceTrigger(string Audience, AudienceChange Change) : FlowTrigger
{
    private protected override string StartedBy() => Change == AudienceChange.Entered ? EventNames.AudienceEntered : EventNames.AudienceExited;

    public override bool Fits(CanonicalEvent e, Guid flowId, Today today) =>
        e.Name == EventName && CalledTrigger.Text(e, "audienceId") == Audience;
}

/// <summary>What happens between a person and an audience.</summary>
public enum AudienceChange
{
    Entered,
    Exited,
}

/// <summary>What is told at a time of day, once a day at most, as calls of the flow.</summary>
/// <param name="At">At which time, where the shop is.</param>
public abstract record DailyTrigger(TimeOnly At) : FlowTrigger
{
    private protected override string StartedBy() => EventNames.FlowCalled;

    public override bool Fits(CanonicalEvent e, Guid flowId, Today today) => CalledTrigger.IsCall(e, flowId);

    /// <summary>Whether a day has its turn.</summary>
    public abstract bool HasTurn(DateOnly day);
}

/// <summary>A time has come, for everybody who is let in.</summary>
/// <param name="At">At which time of the day, where the shop is.</param>
public sealed record ScheduleTrigger(TimeOnly At) : DailyTrigger(At)
{
    /// <summary>Once, on this day.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? On { get; init; }

    /// <summary>On this day of each month; in a shorter month on its last.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? DayOfMonth { get; init; }

    /// <summary>On these days of the week; every day where nothing is said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DayOfWeek>? Days { get; init; }

    public override bool HasTurn(DateOnly day) =>
        On is { } once ? day == once
        : DayOfMonth is { } number ? day.Day == Math.Min(number, DateTime.DaysInMonth(day.Year, day.Month))
        : Days is not { Count: > 0 } days || days.Contains(day.DayOfWeek);
}

/// <summary>A date that is known of people, so many days before or after it.</summary>
public interface IDated
{
    /// <summary>Which date.</summary>
    DateOf Of { get; }

    /// <summary>The key of a custom field that is a date.</summary>
    string? Field { get; }

    /// <summary>So many days after the date; before it where it is less than 0.</summary>
    int Days { get; }

    /// <summary>The day of each year, as of birthdays. Who was born on February 29 has it on the 28th in other years.</summary>
    bool Yearly { get; }
}

/// <summary>A date that is known of somebody has come, or is so many days away or ago. Told each day, as a call.</summary>
/// <param name="Of">Which date.</param>
/// <param name="At">At which time of that day, where the shop is.</param>
public sealed record DateTrigger(DateOf Of, TimeOnly At) : DailyTrigger(At), IDated
{
    /// <summary>The key of a custom field that is a date.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>So many days after the date; before it where it is less than 0.</summary>
    public int Days { get; init; }

    /// <summary>The day of each year, as of birthdays. Who was born on February 29 has it on the 28th in other years.</summary>
    public bool Yearly { get; init; }

    public override bool HasTurn(DateOnly day) => true;

    /// <summary>The dates that have their turn on a day, as <c>2026-05-31</c>; of yearly ones without the year.</summary>
    public IEnumerable<string> DatesOf(DateOnly day)
    {
        var date = day.AddDays(-Days);
        if (!Yearly) return [date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
        var leap = date is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(date.Year);
        return [date.ToString("MM-dd", CultureInfo.InvariantCulture), .. leap ? ["02-29"] : Array.Empty<string>()];
    }
}

/// <summary>Dates that are known of people.</summary>
public enum DateOf
{
    /// <summary>A custom field.</summary>
    Field,

    /// <summary>Their last delivered order.</summary>
    LastOrder,

    /// <summary>The day on which they were first heard of.</summary>
    FirstSeen,
}

/// <summary>Another flow, or whoever calls the API.</summary>
public sealed record CalledTrigger : FlowTrigger
{
    private protected override string StartedBy() => EventNames.FlowCalled;

    public override bool Fits(CanonicalEvent e, Guid flowId, Today today) => IsCall(e, flowId);

    internal static bool IsCall(CanonicalEvent e, Guid flowId) => e.Name == EventNames.FlowCalled && Text(e, "flowId") == Ids.Out(Ids.Flow, flowId);

    internal static string? Text(CanonicalEvent e, string property) =>
        e.Properties.ToElement() is { ValueKind: JsonValueKind.Object } said && said.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
