using System.Security.Cryptography;
using Beckon.Client.Events;
using Beckon.Client.Sending;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beckon.Client;

/// <summary>
/// Sends events to Beckon in batches, in order. What was enqueued is tried until the server has it on disk, as long as the process lives and the client
/// is not disposed; each event has an id, so that trying again never doubles it. Make one for the program; it is safe to use from many threads.
/// </summary>
public sealed class BeckonClient : IAsyncDisposable, IDisposable
{
    // The server takes no larger event.
    private const int MostBytes = 256 << 10;

    private readonly BeckonClientOptions _options;
    private readonly TimeProvider _time;
    private readonly SendQueue _queue;
    private readonly Sender _sender;
    private readonly CancellationTokenSource _givesUp = new();
    private readonly Task _sending;
    private int _disposed;

    public BeckonClient(BeckonClientOptions options, ILogger<BeckonClient>? logger = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Checked();
        _time = time ?? TimeProvider.System;
        _queue = new SendQueue(_options, _time);
        _sender = new Sender(_options, _queue, _time, logger ?? NullLogger<BeckonClient>.Instance);
        _sending = Task.Run(() => _sender.RunAsync(_givesUp.Token));
    }

    /// <summary>How many events wait, those on their way included.</summary>
    public int Waiting => _queue.Waiting;

    /// <summary>How many events the server has on disk.</summary>
    public long Sent => _sender.Sent;

    /// <summary>Enqueues an event; waits for a place when too many wait. It is written down as it is now: later changes of its objects do not count.</summary>
    /// <exception cref="ArgumentException">The event names nobody, has a value that cannot be sent, or is larger than 256 KB.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public ValueTask EnqueueAsync(Shopper? who, ShopEvent e, CancellationToken ct = default) => _queue.AddAsync(Written(who, e), ct);

    /// <summary>Enqueues what happens to a product, and so to nobody.</summary>
    public ValueTask EnqueueAsync(InventoryEvent e, CancellationToken ct = default) => EnqueueAsync(null, e, ct);

    /// <summary>Enqueues an event if there is a place; false when too many wait.</summary>
    /// <exception cref="ArgumentException">The event names nobody, has a value that cannot be sent, or is larger than 256 KB.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public bool TryEnqueue(Shopper? who, ShopEvent e) => _queue.TryAdd(Written(who, e));

    /// <summary>Sends at once what waits, and completes when the server has it, or has refused it for good.</summary>
    public Task FlushAsync(CancellationToken ct = default) => _queue.FlushAsync(ct);

    /// <summary>Takes nothing more, and sends what waits for as long as <see cref="BeckonClientOptions.DrainTimeout"/> says.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        _queue.Close();
        try
        {
            await _queue.FlushAsync(CancellationToken.None).WaitAsync(_options.DrainTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _sender.LeaveBehind(_queue.Waiting);
        }
        await _givesUp.CancelAsync().ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
        _sender.Dispose();
        _givesUp.Dispose();
    }

    /// <summary>As <see cref="DisposeAsync"/>, and waits for it.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private Queued Written(Shopper? who, ShopEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (!e.IsOfProduct && who is not { IsUnknown: false })
            throw new ArgumentException("Say whose event it is: at least one of email, phone, customer id and anonymous id.", nameof(who));
        var messageId = e.MessageId ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        var json = EventWriter.Write(who, e, messageId, _time.GetUtcNow());
        if (json.Length > MostBytes) throw new ArgumentException($"The event {e.Name} is larger than 256 KB.", nameof(e));
        return new Queued(e.Name, messageId, json);
    }
}
