using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Beckon.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Beckon.Integrations.Doors;

/// <summary>
/// Counts what sources ask and what is refused them. Counted beside the requests and written every few seconds, a row for a source and hour: figures for
/// a person who looks whether all is well, of which a crash may lose the last seconds.
/// </summary>
public sealed partial class SourceHealth(NpgsqlDataSource database, TimeProvider time, ILogger<SourceHealth> log) : BackgroundService
{
    private const int LongestRefusal = 300;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private Dictionary<(Guid WorkspaceId, Guid SourceId, DateTimeOffset Hour), SourceHour> _hours = [];

    /// <summary>A request of a source that was stored.</summary>
    public void Took(Source source, int events)
    {
        lock (_lock)
        {
            var hour = HourOf(source);
            hour.Requests++;
            hour.Events += events;
        }
    }

    /// <summary>A request that was refused although it was known whose it is.</summary>
    public void Refused(Source source, ProblemDetails problem)
    {
        var refusal = SentenceOf(problem);
        lock (_lock)
        {
            var hour = HourOf(source);
            hour.Requests++;
            hour.Refused++;
            (hour.RefusedAt, hour.Refusal) = (time.GetUtcNow(), refusal);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    /// <summary>Writes down what was counted since.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        Dictionary<(Guid WorkspaceId, Guid SourceId, DateTimeOffset Hour), SourceHour> hours;
        lock (_lock)
        {
            if (_hours.Count == 0) return;
            (hours, _hours) = (_hours, []);
        }
        try
        {
            await SourceHourStore.AddAsync(database, hours.Values, time.GetUtcNow(), ct);
        }
        catch (NpgsqlException error)
        {
            NotCounted(log, error);
        }
    }

    private SourceHour HourOf(Source source)
    {
        var now = time.GetUtcNow();
        var start = now.AddTicks(-(now.Ticks % Hour.Ticks));
        ref var hour = ref CollectionsMarshal.GetValueRefOrAddDefault(_hours, (source.WorkspaceId, source.Id, start), out _);
        return hour ??= new SourceHour(source.WorkspaceId, source.Id, start);
    }

    // What a sentence quotes is the sender's, and may be of a person.
    private static string SentenceOf(ProblemDetails problem)
    {
        var fault = problem is HttpValidationProblemDetails { Errors: { Count: > 0 } errors } ? errors.First() : default;
        var sentence = fault.Value is [var first, ..] ? $"{fault.Key}: {Quoted().Replace(first, "“…”")}" : problem.Title ?? "";
        return sentence.Length <= LongestRefusal ? sentence : sentence[..LongestRefusal] + "…";
    }

    [GeneratedRegex("“[^”]*”|\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [LoggerMessage(Level = LogLevel.Warning, Message = "What sources asked could not be counted")]
    private static partial void NotCounted(ILogger logger, Exception error);
}
