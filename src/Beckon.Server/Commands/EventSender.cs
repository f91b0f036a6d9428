using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Beckon.Client.Sending;

namespace Beckon.Server.Commands;

/// <summary>
/// Sends the events of a file in batches. Events without an id get one that is made of their content, so that the same file may be sent again: what has
/// arrived has no second effect.
/// </summary>
internal sealed class EventSender(Remote remote, Progress progress, TimeProvider time)
{
    private const int MostEvents = 500;
    private const int MostBytes = 4 << 20;

    // A server that is being started anew is back by then.
    private const int MostAttempts = 12;
    private const int MostFaultsShown = 20;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly List<Prepared> _batch = [];
    private int _bytes;
    private long _done;

    public long Sent { get; private set; }

    public long Refused { get; private set; }

    /// <param name="records">Events as the door takes them.</param>
    /// <param name="skip">How many records from the beginning were sent before.</param>
    /// <param name="ct">Stops between two requests.</param>
    public async Task SendAsync(IAsyncEnumerable<FileRecord> records, long skip, CancellationToken ct)
    {
        try
        {
            await foreach (var record in records.WithCancellation(ct))
            {
                if (skip-- > 0)
                {
                    _done++;
                    continue;
                }
                await AddAsync(record, ct);
            }
            await FlushAsync(ct);
        }
        catch (Exception exception) when (exception is CommandException or OperationCanceledException)
        {
            if (_done == 0) throw;
            var why = exception is CommandException ? exception.Message : "Stopped.";
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"{why}\n{_done} records are done. Go on with --skip {_done}."));
        }
    }

    private async Task AddAsync(FileRecord record, CancellationToken ct)
    {
        if (record.Value is not { } value)
        {
            // In order: what was read before it is sent first, so that --skip means what it says.
            await FlushAsync(ct);
            await RefuseAsync(record.Line, [record.Fault ?? "This cannot be read."]);
            _done++;
            return;
        }
        var prepared = new Prepared(record.Line, WithId(record.Line, value));
        _batch.Add(prepared);
        _bytes += prepared.Json.Length;
        if (_batch.Count >= MostEvents || _bytes >= MostBytes) await FlushAsync(ct);
    }

    // Where the time stands, two equal records are one event; without it, two lines are two.
    private static string WithId(long line, JsonObject value)
    {
        if (value["messageId"] is null)
        {
            var content = value.ToJsonString();
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16));
            value["messageId"] = value["occurredAt"] is null ? string.Create(CultureInfo.InvariantCulture, $"file:{hash}:{line}") : $"file:{hash}";
        }
        return value.ToJsonString();
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        if (_batch.Count == 0) return;
        var (left, most) = (_batch.ToList(), _batch.Count);
        while (left.Count > 0)
        {
            ct.ThrowIfCancellationRequested();
            var part = left.GetRange(0, Math.Min(most, left.Count));
            var answer = await PostAsync(part, ct);
            if (await GoneAsync(part, answer) is not { } gone)
            {
                most = part.Count / 2;
                continue;
            }
            left.RemoveAll(gone.Contains);
        }
        _done += _batch.Count;
        _batch.Clear();
        _bytes = 0;
        progress.Tell(_done);
    }

    // What need not be sent again, because the server has it or will never take it; null: smaller parts must show which that is.
    private async Task<HashSet<Prepared>?> GoneAsync(List<Prepared> part, Answer answer)
    {
        if (answer.Faults.Keys.Any(place => place < part.Count)) return [.. await RefuseAsync(part, answer.Faults)];
        if (answer.Kind == AnswerKind.Taken)
        {
            Sent += part.Count;
            return [.. part];
        }
        return part.Count > 1 ? null : [.. await RefuseAsync(part, new Dictionary<int, List<string>> { [0] = [answer.Reason] })];
    }

    private async Task<List<Prepared>> RefuseAsync(List<Prepared> part, IReadOnlyDictionary<int, List<string>> faults)
    {
        var refused = new List<Prepared>();
        foreach (var (place, sentences) in faults.Where(one => one.Key < part.Count).OrderBy(one => one.Key))
        {
            refused.Add(part[place]);
            await RefuseAsync(part[place].Line, sentences.ConvertAll(sentence => sentence.Replace($"[{place}].", "", StringComparison.Ordinal)));
        }
        return refused;
    }

    private async Task RefuseAsync(long line, IReadOnlyList<string> sentences)
    {
        Refused++;
        if (Refused <= MostFaultsShown)
        {
            foreach (var sentence in sentences) await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"line {line}: {sentence}"));
        }
        if (Refused == MostFaultsShown) await Console.Error.WriteLineAsync("Further ones are counted and not shown.");
    }

    private async Task<Answer> PostAsync(List<Prepared> part, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await TryAsync(part, ct);
            if (answer.Kind != AnswerKind.Later) return answer;
            if (attempt >= MostAttempts) throw remote.Unreachable(answer.Reason);
            var pause = Pause.After(attempt, answer.RetryAfter, LongestPause, Random.Shared.NextDouble());
            progress.Tell($"Waiting for Beckon: {answer.Reason}");
            await Task.Delay(pause, time, ct);
        }
    }

    private async Task<Answer> TryAsync(List<Prepared> part, CancellationToken ct)
    {
        try
        {
            using var body = new StringContent($"[{string.Join(',', part.Select(one => one.Json))}]", Encoding.UTF8, "application/json");
            using var response = await remote.SendAsync(HttpMethod.Post, "api/events", body, ct);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
                throw await remote.FailureAsync(response, ct);
            return await Answer.ReadAsync(response, time, ct);
        }
        catch (HttpRequestException exception)
        {
            return Answer.Later(exception.Message);
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return Answer.Later("it took longer than two minutes");
        }
    }

    private sealed record Prepared(long Line, string Json);
}
