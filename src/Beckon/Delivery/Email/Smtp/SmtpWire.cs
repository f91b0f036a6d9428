using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Beckon.Delivery.Email.Smtp;

/// <summary>
/// The bytes between us and one mail server: reads whole replies, writes what the caller has gathered in <see cref="Output"/>,
/// under one deadline at a time. Whatever breaks it, a timeout too, is an <see cref="IOException"/>.
/// </summary>
internal sealed class SmtpWire : IDisposable
{
    private readonly Socket _socket;
    private readonly CancellationTokenSource _deadline;
    private readonly byte[] _received = new byte[32 * 1024];
    private Stream _stream;
    private int _start;
    private int _end;
    private CancellationToken _caller;
    private TimeSpan _grace;

    private SmtpWire(Socket socket, TimeProvider time)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _deadline = new CancellationTokenSource(TimeSpan.FromHours(1), time);
        _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    public ArrayBufferWriter<byte> Output { get; } = new(4096);

    public bool IsEncrypted => _stream is SslStream;

    public IPEndPoint? Local => _socket.LocalEndPoint as IPEndPoint;

    public bool IsLoopback => _socket.RemoteEndPoint is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>Nothing has come unasked. Between messages a readable socket means "421, closing" or the end of the connection.</summary>
    public bool IsQuiet => _start == _end && !_socket.Poll(0, SelectMode.SelectRead);

    public bool HasUnread => _start != _end;

    public static async Task<SmtpWire> ConnectAsync(SmtpOptions options, TimeProvider time, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, both.Token);
            socket.NoDelay = true;
            return new SmtpWire(socket, time);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"{options.Host}:{options.Port} cannot be reached: {e.Message}.", e);
        }
        catch (OperationCanceledException e)
        {
            socket.Dispose();
            ct.ThrowIfCancellationRequested();
            throw new IOException($"{options.Host}:{options.Port} did not answer within {options.ConnectTimeout.TotalSeconds:0} s.", e);
        }
    }

    /// <summary>Sets the deadline for the reads and writes that follow; with a grace, cancelling the caller only shortens it to that.</summary>
    public Scope Within(TimeSpan timeout, CancellationToken ct, TimeSpan grace = default)
    {
        if (grace == default) ct.ThrowIfCancellationRequested();
        _caller = ct;
        _grace = grace;
        _deadline.CancelAfter(timeout);
        return new(this, ct.UnsafeRegister(static wire => ((SmtpWire)wire!).OnCallerCancelled(), this));
    }

    public async Task EncryptAsync(SmtpOptions options)
    {
        var ssl = new SslStream(_stream);
        _stream = ssl;
        var settings = new SslClientAuthenticationOptions { TargetHost = options.Host };
#pragma warning disable CA5359 // The owner asked for it: see SmtpOptions.TrustAnyCertificate.
        if (options.TrustAnyCertificate) settings.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        settings.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
        try
        {
            await ssl.AuthenticateAsClientAsync(settings, _deadline.Token);
        }
        catch (OperationCanceledException e)
        {
            throw Broken(e);
        }
    }

    /// <summary>Sends what is in <see cref="Output"/> and empties it.</summary>
    public async ValueTask FlushAsync()
    {
        await WriteAsync(Output.WrittenMemory);
        Output.ResetWrittenCount();
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes, _deadline.Token);
        }
        catch (OperationCanceledException e)
        {
            throw Broken(e);
        }
    }

    public async ValueTask<SmtpReply> ReadReplyAsync()
    {
        while (true)
        {
            if (SmtpReply.TryParse(_received.AsSpan(_start, _end - _start), out var consumed) is { } reply)
            {
                _start += consumed;
                return reply;
            }
            if (_start > 0)
            {
                _received.AsSpan(_start, _end - _start).CopyTo(_received);
                _end -= _start;
                _start = 0;
            }
            var read = await ReadAsync(_received.AsMemory(_end));
            _end += read > 0 ? read : throw new IOException("The server closed the connection.");
        }
    }

    /// <summary>Waits until the server hangs up.</summary>
    public async ValueTask ReadToEndAsync()
    {
        while (await ReadAsync(_received) > 0)
        {
            // Nothing that comes after the last answer matters.
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _deadline.Dispose();
    }

    private async ValueTask<int> ReadAsync(Memory<byte> room)
    {
        try
        {
            return await _stream.ReadAsync(room, _deadline.Token);
        }
        catch (OperationCanceledException e)
        {
            throw Broken(e);
        }
    }

    private Exception Broken(OperationCanceledException cause) =>
        _caller.IsCancellationRequested && _grace == default
            ? new OperationCanceledException(cause.Message, cause, _caller)
            : new IOException("The server did not answer in time.", cause);

    private void OnCallerCancelled()
    {
        if (_grace == default) _deadline.Cancel();
        else _deadline.CancelAfter(_grace);
    }

    /// <summary>Ends the deadline that <see cref="Within"/> set.</summary>
    internal readonly struct Scope(SmtpWire wire, CancellationTokenRegistration registration) : IDisposable
    {
        public void Dispose()
        {
            registration.Dispose();
            wire._deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
