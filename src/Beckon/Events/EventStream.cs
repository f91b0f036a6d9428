using System.Text.Json;
using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Beckon.Events;

/// <summary>Server-sent events for live lists. They say only that there is something new: what it is, the list asks for.</summary>
public sealed class EventStream(EventFeed feed, Access access, TimeProvider time, IHostApplicationLifetime program)
{
    // Proxies close what stays silent for half a minute or more.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // At most four a second: nobody reads faster, and a thousand events a second must not become a thousand questions.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    // The endpoint's handler: writes until the reader leaves, the session ends or the program stops.
    public static async Task WriteAsync(HttpContext context, Caller caller, EventStream stream)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        // nginx would otherwise hold the lines back.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stream.Stopping);
        try
        {
            await stream.RunAsync(context, caller.WorkspaceId, ends);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The reader has left or the program stops: nothing is owed to either.
        }
    }

    private CancellationToken Stopping => program.ApplicationStopping;

    private async Task RunAsync(HttpContext context, Guid workspaceId, CancellationTokenSource ends)
    {
        await using var watch = feed.Watch(workspaceId, ends.Token).GetAsyncEnumerator(ends.Token);
        var next = watch.MoveNextAsync().AsTask();
        try
        {
            await SendAsync(context.Response, ": listening", ends.Token);
            var checkedAt = time.GetTimestamp();
            while (true)
            {
                if (time.GetElapsedTime(checkedAt) >= Heartbeat)
                {
                    if (!await access.IsStillGoodAsync(context)) return;
                    checkedAt = time.GetTimestamp();
                    await SendAsync(context.Response, ": still here", ends.Token);
                }
                if (!await HasNewsAsync(next, Heartbeat - time.GetElapsedTime(checkedAt), ends.Token)) continue;
                if (!await next) return;
                await SendAsync(context.Response, $"data: {Tail(watch.Current)}", ends.Token);
                next = watch.MoveNextAsync().AsTask();
                await Task.Delay(Pace, time, ends.Token);
            }
        }
        finally
        {
            // A watch may only be let go when it no longer waits.
            await ends.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> HasNewsAsync(Task<bool> next, TimeSpan patience, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (patience <= TimeSpan.Zero) return next.IsCompleted;
        return await Task.WhenAny(next, Task.Delay(patience, time, ct)) == next;
    }

    private static string Tail(Guid latest) => JsonSerializer.Serialize(new EventTail(Ids.Out(Ids.Event, latest)), ApiJson.Options);

    private static async Task SendAsync(HttpResponse response, string line, CancellationToken ct)
    {
        await response.WriteAsync(line + "\n\n", ct);
        await response.Body.FlushAsync(ct);
    }
}

/// <summary>What a live list hears: the history has grown, up to this event.</summary>
/// <param name="Latest">Starts with <c>evt_</c>. GET /api/events with <c>after</c> brings what is new.</param>
public sealed record EventTail(string Latest);
