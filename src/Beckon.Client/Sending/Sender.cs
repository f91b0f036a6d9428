using System.IO.Compression;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Beckon.Client.Sending;

/// <summary>Sends what waits, one request after the other, so that events arrive in their order.</summary>
internal sealed partial class Sender : IDisposable
{
    // Below this, compressing costs more than it saves.
    private const int WorthCompressing = 1_024;

    private readonly BeckonClientOptions _options;
    private readonly SendQueue _queue;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HttpClient _http;
    private readonly Uri _address;
    private long _sent;

    public Sender(BeckonClientOptions options, SendQueue queue, TimeProvider time, ILogger log)
    {
        (_options, _queue, _time, _log) = (options, queue, time, log);
        // Addresses change behind a name: connections are made anew now and then.
        _http = options.Handler is { } handler
            ? new HttpClient(handler, disposeHandler: false)
            : new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2), UseCookies = false });
        _http.Timeout = Timeout.InfiniteTimeSpan;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        var url = options.Url?.ToString() ?? "";
        _address = new Uri(new Uri(url.EndsWith('/') ? url : url + "/"), "api/events");
    }

    public long Sent => Interlocked.Read(ref _sent);

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true) await DeliverAsync(await _queue.TakeAsync(ct).ConfigureAwait(false), ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Disposed. What waits was counted.
        }
    }

    public void LeaveBehind(int count) => NotSent(_log, count);

    public void Dispose() => _http.Dispose();

    private async Task DeliverAsync(List<Queued> hand, CancellationToken ct)
    {
        var (most, failed) = (hand.Count, 0);
        while (hand.Count > 0)
        {
            var part = hand.GetRange(0, Math.Min(most, hand.Count));
            var answer = await PostAsync(part, ct).ConfigureAwait(false);
            switch (answer.Kind)
            {
                case AnswerKind.Taken:
                    Interlocked.Add(ref _sent, part.Count);
                    Settle(hand, part);
                    failed = 0;
                    break;
                case AnswerKind.Faulty when answer.Faults.Keys.Any(place => place < part.Count):
                    Refuse(hand, part, answer.Faults);
                    break;
                case AnswerKind.Faulty or AnswerKind.TooLarge when part.Count == 1:
                    Refuse(hand, part, new Dictionary<int, List<string>> { [0] = [answer.Reason] });
                    break;
                case AnswerKind.Faulty or AnswerKind.TooLarge:
                    most = part.Count / 2;
                    break;
                case AnswerKind.Later:
                    await WaitAsync(answer, failed++, ct).ConfigureAwait(false);
                    break;
            }
        }
    }

    private void Settle(List<Queued> hand, List<Queued> settled)
    {
        var gone = settled.ToHashSet(ReferenceEqualityComparer.Instance);
        hand.RemoveAll(gone.Contains);
        _queue.Done(settled);
    }

    private void Refuse(List<Queued> hand, List<Queued> part, IReadOnlyDictionary<int, List<string>> faults)
    {
        var refused = new List<Queued>();
        foreach (var (place, sentences) in faults)
        {
            if (place < 0 || place >= part.Count) continue;
            refused.Add(part[place]);
            WasRefused(_log, part[place].Name, string.Join(" ", sentences));
            _options.Refused?.Invoke(new RefusedEvent(part[place].Name, part[place].MessageId, sentences));
        }
        Settle(hand, refused);
    }

    private async Task WaitAsync(Answer answer, int failed, CancellationToken ct)
    {
        var pause = Pause.After(failed, answer.RetryAfter, _options.LongestPause, Random.Shared.NextDouble());
        TriesAgain(_log, answer.Reason, pause.TotalSeconds);
        await Task.Delay(pause, _time, ct).ConfigureAwait(false);
    }

    private async Task<Answer> PostAsync(List<Queued> part, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = Body(part) };
            using var response = await _http.SendAsync(request, either.Token).ConfigureAwait(false);
            return await Answer.ReadAsync(response, _time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Answer.Later("The server did not answer in time.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Answer.Later(exception.Message);
        }
    }

    private ByteArrayContent Body(List<Queued> part)
    {
        using var buffer = new MemoryStream();
        var compress = _options.Compress && part.Sum(one => one.Json.Length) >= WorthCompressing;
        using (var stream = compress ? (Stream)new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true) : new BufferedStream(buffer))
        {
            for (var i = 0; i < part.Count; i++)
            {
                stream.WriteByte(i == 0 ? (byte)'[' : (byte)',');
                stream.Write(part[i].Json);
            }
            stream.WriteByte((byte)']');
            stream.Flush();
            if (!compress) return Content(buffer.ToArray(), compressed: false);
        }
        return Content(buffer.ToArray(), compressed: true);
    }

    private static ByteArrayContent Content(byte[] bytes, bool compressed)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (compressed) content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Events could not be sent and will be tried again in {Seconds:0.0} s: {Reason}")]
    private static partial void TriesAgain(ILogger logger, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "An event {Event} was refused: {Faults}")]
    private static partial void WasRefused(ILogger logger, string @event, string faults);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} events were left behind: the client was disposed before the server had taken them")]
    private static partial void NotSent(ILogger logger, int count);
}
