using Beckon.Delivery.Email.Smtp;

namespace Beckon.Delivery.Email;

/// <summary>
/// Sends messages through one mail server over a few connections that it keeps open. Safe to call from many threads; every
/// expected outcome is a value, and a message is sent a second time only when it certainly was not taken the first time.
/// </summary>
public sealed class SmtpPool : IAsyncDisposable
{
    private readonly SmtpOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _slots;
    private readonly SendPace? _pace;
    private readonly Lock _gate = new();
    private readonly List<SmtpConnection> _idle = [];
    private readonly ITimer _idleTimer;
    private bool _idleTimerRuns;
    private volatile bool _closing;
    private Failure? _failure;

    /// <exception cref="ArgumentException">The options are wrong; ask <see cref="SmtpOptions.FindFault"/> first.</exception>
    public SmtpPool(SmtpOptions options, TimeProvider time)
    {
        if (options.FindFault() is { } fault) throw new ArgumentException(fault, nameof(options));

        _options = options;
        _time = time;
        _slots = new SemaphoreSlim(options.MaxConnections);
        _pace = options.MessagesPerSecond is { } rate ? new SendPace(rate, time) : null;
        _idleTimer = time.CreateTimer(static pool => _ = ((SmtpPool)pool!).CloseIdleAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sends one message, waiting for a free connection and for its turn in the rate.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while the message had certainly not been taken.</exception>
    public async Task<SmtpSendResult> SendAsync(EmailMessage message, CancellationToken ct)
    {
        if (message.FindFault() is { } fault) return new(SmtpOutcome.RejectedPermanently, SmtpPhase.Message, fault);

        await _slots.WaitAsync(ct);
        try
        {
            if (_pace is not null && !_closing) await _pace.WaitAsync(ct);
            return _closing
                ? new(SmtpOutcome.DeferredTemporarily, SmtpPhase.Connect, "The connection to the mail server is being closed.")
                : await SendInSlotAsync(message, ct);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Tries the settings without sending anything.</summary>
    public async Task<SmtpProbe> ProbeAsync(CancellationToken ct)
    {
        await _slots.WaitAsync(ct);
        try
        {
            // An open connection is given up for the test, so that the server never sees one too many.
            if (TakeIdle() is { } idle) await idle.CloseAsync();

            var (connection, failure) = await SmtpHandshake.OpenAsync(_options, _time, ct);
            if (failure is not null) return SmtpProbe.Failure(_options, failure);

            var encrypted = connection!.IsEncrypted;
            await connection.CloseAsync();
            _failure = null;
            return SmtpProbe.Success(_options, encrypted);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Lets the messages under way finish, then takes leave of the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing) return;

        _closing = true;
        await _idleTimer.DisposeAsync();
        for (var i = 0; i < _options.MaxConnections; i++) await _slots.WaitAsync();
        while (TakeIdle() is { } connection) await connection.CloseAsync();
        _slots.Release(_options.MaxConnections);
    }

    private async Task<SmtpSendResult> SendInSlotAsync(EmailMessage message, CancellationToken ct)
    {
        if (TakeIdle() is { } reused)
        {
            var result = await SendOverAsync(reused, message, ct);
            // The server may have closed it at the same instant: that is no news about this message.
            if (!result.MayRetryAtOnce) return result;
        }
        if (_failure is { } recent && _time.GetElapsedTime(recent.At) < _options.FailureCooldown) return recent.Result;

        var (connection, failure) = await SmtpHandshake.OpenAsync(_options, _time, ct);
        _failure = failure is null ? null : new(failure, _time.GetTimestamp());
        return failure ?? await SendOverAsync(connection!, message, ct);
    }

    private async Task<SmtpSendResult> SendOverAsync(SmtpConnection connection, EmailMessage message, CancellationToken ct)
    {
        var completed = false;
        try
        {
            var result = await connection.SendAsync(message, ct);
            completed = true;
            return result;
        }
        finally
        {
            if (completed && connection.IsUsable) PutIdle(connection);
            else if (completed) await connection.CloseAsync();
            else connection.Dispose();
        }
    }

    /// <summary>The connection used last, which is the least likely to have been closed by the server.</summary>
    private SmtpConnection? TakeIdle()
    {
        while (true)
        {
            SmtpConnection connection;
            lock (_gate)
            {
                if (_idle.Count == 0) return null;
                connection = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
            }
            if (connection.IsUsable || _closing) return connection;
            connection.Dispose();
        }
    }

    private void PutIdle(SmtpConnection connection)
    {
        connection.IdleSince = _time.GetTimestamp();
        lock (_gate)
        {
            _idle.Add(connection);
            if (_idleTimerRuns) return;
            _idleTimerRuns = _idleTimer.Change(_options.IdleTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Closes what has been idle for long enough. Each closing takes a slot, so that the server never sees one connection too many.</summary>
    private async Task CloseIdleAsync()
    {
        while (!_closing && _slots.Wait(0))
        {
            try
            {
                if (TakeExpired() is not { } expired) break;
                await expired.CloseAsync();
            }
            finally
            {
                _slots.Release();
            }
        }
        lock (_gate)
        {
            _idleTimerRuns = _idle.Count > 0 && _idleTimer.Change(TimeUntilExpiry(_idle[0]), Timeout.InfiniteTimeSpan);
        }
    }

    private SmtpConnection? TakeExpired()
    {
        lock (_gate)
        {
            if (_idle.Count == 0 || _time.GetElapsedTime(_idle[0].IdleSince) < _options.IdleTimeout) return null;
            var oldest = _idle[0];
            _idle.RemoveAt(0);
            return oldest;
        }
    }

    private TimeSpan TimeUntilExpiry(SmtpConnection connection)
    {
        var left = _options.IdleTimeout - _time.GetElapsedTime(connection.IdleSince);
        // With every slot taken, an expired connection is looked at again shortly; it will have been reused by then.
        return left > TimeSpan.Zero ? left + TimeSpan.FromMilliseconds(1) : TimeSpan.FromSeconds(1);
    }

    private sealed record Failure(SmtpSendResult Result, long At);
}
