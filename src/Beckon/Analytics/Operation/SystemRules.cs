using System.Globalization;

namespace Beckon.Analytics.Operation;

/// <summary>What the numbers of the System page mean, in words: when something keeps up, is behind, or needs a person. Pure.</summary>
public static class SystemRules
{
    private static readonly TimeSpan ProcessingBehind = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProcessingFarBehind = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TimersBehind = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimersFarBehind = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SendingBehind = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SendingFarBehind = TimeSpan.FromMinutes(5);

    private const double FewConnections = 0.1;

    public static SystemState Processing(QueueFacts queue)
    {
        if (queue.OldestEvent is not { } age || age < ProcessingBehind)
        {
            return queue.DeadLetters > 0
                ? new(SystemTone.Warn, $"Processing keeps up, but {Count(queue.DeadLetters, "event")} could not be processed.", "Look at them: they are kept until somebody replays or dismisses them.")
                : new(SystemTone.Good, "Processing keeps up.", null);
        }
        return new(
            age < ProcessingFarBehind ? SystemTone.Warn : SystemTone.Bad,
            $"Processing is {Words(age)} behind.",
            "What waits is safe on disk and takes effect in turn. If this grows: see whether a worker runs, and the processors and the disk of the database.");
    }

    public static SystemState Timers(QueueFacts queue)
    {
        if (queue.OldestRun is not { } age || age < TimersBehind) return new(SystemTone.Good, "Timers are punctual.", null);
        return new(
            age < TimersFarBehind ? SystemTone.Warn : SystemTone.Bad,
            $"Timers are {Words(age)} behind.",
            "Runs whose time has come go on late; none is lost. If this grows: see whether a worker runs, and the processors and the disk of the database.");
    }

    public static SystemState Sending(QueueFacts queue, long providerErrors)
    {
        if (queue.OldestMessage is { } age && age >= SendingBehind)
        {
            return new(
                age < SendingFarBehind ? SystemTone.Warn : SystemTone.Bad,
                $"Sending is {Words(age)} behind.",
                "Messages stay queued until the mail server takes them. See Settings, Channels: is it reachable, and is its pace set too low?");
        }
        return providerErrors > 0
            ? new(SystemTone.Warn, $"Sending keeps up, with {Count(providerErrors, "provider error")} in the last hour.", "See the reasons in the campaign's messages; what can be tried again is.")
            : new(SystemTone.Good, "Sending keeps up.", null);
    }

    public static SystemState Database(DatabaseFacts database)
    {
        var free = database.MostConnections - database.Connections;
        return free < database.MostConnections * FewConnections
            ? new(SystemTone.Warn, $"The database has {Count(Math.Max(free, 0), "connection")} left.", "Raise max_connections in PostgreSQL, or set a smaller Maximum Pool Size in BECKON_DATABASE of each node.")
            : new(SystemTone.Good, "The database answers.", null);
    }

    /// <summary>All in all: the gravest of the states, in its own words.</summary>
    public static SystemState Overall(params IReadOnlyList<SystemState> states) =>
        states.MaxBy(state => state.Tone) is { Tone: not SystemTone.Good } gravest ? gravest : new(SystemTone.Good, "Everything keeps up.", null);

    /// <summary>A length of time as people say it, such as <c>40 s</c>, <c>4 min</c>, <c>2 h</c> or <c>3 days</c>.</summary>
    public static string Words(TimeSpan length) => length switch
    {
        { TotalSeconds: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds:0} s"),
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{length.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length.TotalDays:0} days"),
    };

    private static string Count(long count, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {one}{(count == 1 ? "" : "s")}");
}

/// <summary>How something is, the worst last.</summary>
public enum SystemTone
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Warn,

    /// <summary>A person should act.</summary>
    Bad,
}

/// <summary>How a part of the installation is.</summary>
/// <param name="Tone">How grave it is.</param>
/// <param name="Sentence">In words, with the number that matters.</param>
/// <param name="Advice">What to do about it; null when nothing is to be done.</param>
public sealed record SystemState(SystemTone Tone, string Sentence, string? Advice);
