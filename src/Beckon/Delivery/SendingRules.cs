using System.Text.Json;
using System.Text.Json.Serialization;
using Beckon.Contacts;
using Beckon.Kernel;
using Beckon.Templates;

namespace Beckon.Delivery;

/// <summary>When people are not written to and how often at most: for all flows and campaigns of a workspace together.</summary>
public sealed record SendingRules
{
    public static SendingRules None { get; } = new();

    /// <summary>When nobody is written to, where they are; null: at any hour.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>How many messages somebody gets at most; none: any number.</summary>
    public IReadOnlyList<FrequencyCap> Caps { get; init => field = value ?? []; } = [];

    /// <summary>What becomes of a message that may not go out when it would.</summary>
    public WhenHeld WhenHeld { get; init; } = WhenHeld.Wait;

    /// <summary>For how many hours one waits at most, 1 to 720; then it is dropped.</summary>
    public int MostHours { get; init; } = 48;

    /// <summary>Whether there is anything to ask.</summary>
    [JsonIgnore]
    public bool Any => QuietHours is not null || Caps.Count > 0;

    /// <summary>For how long it matters what was sent.</summary>
    [JsonIgnore]
    public TimeSpan Memory => TimeSpan.FromHours(Caps.Count == 0 ? 0 : Caps.Max(cap => cap.Hours));

    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Options);

    public static SendingRules Parse(string json) => JsonSerializer.Deserialize<SendingRules>(json, ApiJson.Options) ?? None;
}

/// <summary>A part of the day; over midnight where it ends before it begins.</summary>
/// <param name="From">From when on, such as <c>21:00</c>.</param>
/// <param name="Until">Before when, such as <c>09:00</c>.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly Until)
{
    /// <summary>When the quiet hours are over in which a moment is; null: it is in none. A day of changing clocks has the hours that its clocks show.</summary>
    public DateTimeOffset? EndAt(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var today = LocalTimes.DayOf(moment, zone);
        for (var day = today.AddDays(-1); day <= today; day = day.AddDays(1))
        {
            var end = LocalTimes.Moment(From < Until ? day : day.AddDays(1), Until, zone);
            if (LocalTimes.Moment(day, From, zone) <= moment && moment < end) return end;
        }
        return null;
    }
}

/// <summary>How often somebody is written to at most.</summary>
/// <param name="Messages">So many messages, 1 to 100.</param>
/// <param name="Hours">In so many hours, 1 to 2,160 (90 days).</param>
/// <param name="Channel">On this channel alone; all together when left out.</param>
public sealed record FrequencyCap(
    int Messages, int Hours, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TemplateChannel? Channel = null)
{
    /// <summary>Whether it counts messages of a channel.</summary>
    public bool Counts(Channel channel) => Channel is not { } only || only.Over() == channel;

    /// <summary>"2 in 24 hours", "3 text messages in 7 days".</summary>
    public string Words() => $"{Messages}{What()} in {(Hours % 24 != 0 || Hours == 24 ? $"{Hours} hour{(Hours == 1 ? "" : "s")}" : $"{Hours / 24} days")}";

    private string What()
    {
        if (Channel is not { } only) return "";
        var what = only == TemplateChannel.Sms ? "text message" : "e-mail";
        return Messages == 1 ? $" {what}" : $" {what}s";
    }
}

/// <summary>A message that counts for how often somebody is written to.</summary>
/// <param name="At">When they got it.</param>
/// <param name="Channel">On which channel.</param>
public readonly record struct SentMessage(DateTimeOffset At, Channel Channel);

/// <summary>What becomes of a message that may not go out when it would.</summary>
public enum WhenHeld
{
    /// <summary>It waits until it may.</summary>
    Wait,

    /// <summary>It is not sent; why is kept.</summary>
    Drop,
}

/// <summary>How a message takes the rules of sending.</summary>
public enum SendLimits
{
    /// <summary>As the workspace has chosen for all.</summary>
    Workspace,

    /// <summary>It waits until it may go out.</summary>
    Wait,

    /// <summary>It is dropped when it may not.</summary>
    Drop,

    /// <summary>It goes out whatever the hour and however many there were, and counts for none: news that people wait for, such as of their order.</summary>
    Ignore,
}

/// <summary>What holds of the rules for somebody at a moment.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Zone">Where they are.</param>
/// <param name="Sent">What they were sent lately, as far as it counts, in any order.</param>
public sealed record SendingState(SendingRules Rules, TimeZoneInfo Zone, IReadOnlyList<SentMessage> Sent)
{
    /// <summary>There are no rules.</summary>
    public static SendingState Free { get; } = new(SendingRules.None, TimeZoneInfo.Utc, []);
}
