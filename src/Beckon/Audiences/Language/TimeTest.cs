using System.Text.Json.Serialization;

namespace Beckon.Audiences.Language;

/// <summary>What a time must be, in the workspace's zone. Days, weeks and months are calendar days, today included.</summary>
/// <param name="Op">How it is compared.</param>
public sealed record TimeTest(TimeOp Op)
{
    /// <summary>For <c>after</c>, <c>on</c>, <c>before</c> and <c>between</c>: a day such as 2026-05-31, or a moment such as 2026-05-31T10:00:00Z.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Date { get; init; }

    /// <summary>For <c>between</c>: the last day or moment, which is part of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? To { get; init; }

    /// <summary>For <c>in_last</c> and <c>in_next</c>: how many.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Amount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeUnit? Unit { get; init; }

    /// <summary>Of a field that is a day: the day of each year, as of birthdays. For <c>in_last</c> and <c>in_next</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Anniversary { get; init; }
}

/// <summary>The six time operators.</summary>
public enum TimeOp
{
    /// <summary>Later than the end of the day, or than the moment.</summary>
    After,

    /// <summary>Within the day.</summary>
    On,

    /// <summary>Earlier than the beginning of the day, or than the moment.</summary>
    Before,

    /// <summary>From the beginning of the first day to the end of the last.</summary>
    Between,

    /// <summary>Of minutes and hours: less than so long ago. Of days: at most so many days before today.</summary>
    InLast,

    /// <summary>Of minutes and hours: in at most so long. Of days: at most so many days after today.</summary>
    InNext,
}

/// <summary>What time is counted in.</summary>
public enum TimeUnit
{
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
}
