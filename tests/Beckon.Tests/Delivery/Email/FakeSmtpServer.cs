using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Beckon.Tests.Delivery.Email;

/// <summary>
/// A mail server on a loopback port that keeps what it is sent and can be told to misbehave at any point: "connect", "EHLO",
/// "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "RSET", "QUIT", "body" (in the middle of the content) and "end" (after all of it).
/// </summary>
public sealed class FakeSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SmtpAnswer>> _next = new();
    private readonly ConcurrentDictionary<string, SmtpAnswer> _always = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _reached = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Lock _gate = new();
    private Task _accepting = Task.CompletedTask;
    private int _received;

    public string[] Capabilities { get; init; } = ["PIPELINING", "SIZE 10485760", "8BITMIME", "ENHANCEDSTATUSCODES"];

    /// <summary>Capabilities offered once the connection is encrypted; the same as before when null.</summary>
    public string[]? SecureCapabilities { get; init; }

    public X509Certificate2? Certificate { get; init; }

    public bool ImplicitTls { get; init; }

    /// <summary>The only user name and password that AUTH accepts.</summary>
    public (string User, string Password)? Account { get; init; }

    /// <summary>A small buffer makes the sender wait in the middle of a large message.</summary>
    public int? ReceiveBuffer { get; init; }

    /// <summary>Off for measurements: messages are then only counted.</summary>
    public bool KeepsMessages { get; init; } = true;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<ReceivedMail> Received { get; } = new();

    /// <summary>Every command line of every connection, without the message contents.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    public int ReceivedCount => Volatile.Read(ref _received);

    public int Connections { get; private set; }

    public int OpenConnections { get; private set; }

    public int MostOpenConnections { get; private set; }

    public FakeSmtpServer Start()
    {
        if (ReceiveBuffer is { } size) _listener.Server.ReceiveBufferSize = size;
        _listener.Start();
        _accepting = AcceptAsync();
        return this;
    }

    /// <summary>The answers for the next times that this point is reached; after them the usual one.</summary>
    public FakeSmtpServer Next(string point, params SmtpAnswer[] answers)
    {
        var queue = _next.GetOrAdd(point, _ => new());
        foreach (var answer in answers) queue.Enqueue(answer);
        return this;
    }

    public FakeSmtpServer Always(string point, SmtpAnswer answer)
    {
        _always[point] = answer;
        return this;
    }

    /// <summary>Completes when a client has first come to this point.</summary>
    public Task Reached(string point) =>
        _reached.GetOrAdd(point, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(TimeSpan.FromSeconds(20));

    public static X509Certificate2 SelfSignedCertificate(string host = "localhost")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var certificate = request.CreateSelfSigned(from, from.AddYears(1));
        // Through PKCS #12, because SslStream does not take a key that lives only in memory on every platform.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _stop.Dispose();
    }

    internal SmtpAnswer AnswerAt(string point, string usual)
    {
        _reached.GetOrAdd(point, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        if (_next.TryGetValue(point, out var queue) && queue.TryDequeue(out var next)) return next;
        return _always.TryGetValue(point, out var always) ? always : usual;
    }

    internal void Take(ReceivedMail mail)
    {
        Interlocked.Increment(ref _received);
        if (KeepsMessages) Received.Enqueue(mail);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _sessions.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        int number;
        lock (_gate)
        {
            number = ++Connections;
            MostOpenConnections = Math.Max(MostOpenConnections, ++OpenConnections);
        }
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await new FakeSmtpSession(this, stream, number, _stop.Token).RunAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client hung up, did not trust us, or the test is over.
        }
        finally
        {
            // Before the socket closes: who sees it closed may connect again at once.
            lock (_gate) OpenConnections--;
        }
    }
}
