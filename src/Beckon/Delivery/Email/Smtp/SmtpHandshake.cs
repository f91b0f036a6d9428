using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Beckon.Delivery.Email.Smtp;

/// <summary>From nothing to a connection that takes mail: connect, greeting, EHLO, STARTTLS, sign-in; or why that failed.</summary>
internal sealed class SmtpHandshake(SmtpOptions options, TimeProvider time)
{
    private SmtpPhase _phase = SmtpPhase.Connect;
    private SmtpCapabilities _offered = SmtpCapabilities.None;

    /// <summary>Exactly one of the two is set.</summary>
    internal readonly record struct Opening(SmtpConnection? Connection, SmtpSendResult? Failure);

    public static Task<Opening> OpenAsync(SmtpOptions options, TimeProvider time, CancellationToken ct) =>
        new SmtpHandshake(options, time).RunAsync(ct);

    private async Task<Opening> RunAsync(CancellationToken ct)
    {
        SmtpWire? wire = null;
        SmtpConnection? connection = null;
        try
        {
            wire = await SmtpWire.ConnectAsync(options, time, ct);
            var failure = await GreetAsync(wire, ct) ?? await StartTlsAsync(wire, ct) ?? await SignInAsync(wire, ct);
            if (failure is null) connection = new SmtpConnection(wire, _offered, options);
            return new(connection, failure);
        }
        catch (IOException e)
        {
            return new(null, SmtpSendResult.Lost(_phase, e.Message));
        }
        catch (AuthenticationException e)
        {
            return new(null, SmtpSendResult.Wrong(SmtpPhase.Tls, $"No secure connection to {options.Host}:{options.Port}: {e.Message}"));
        }
        finally
        {
            if (connection is null) wire?.Dispose();
        }
    }

    private async Task<SmtpSendResult?> GreetAsync(SmtpWire wire, CancellationToken ct)
    {
        if (options.Tls == SmtpTls.Implicit) await EncryptAsync(wire, ct);
        _phase = SmtpPhase.Greeting;
        using (wire.Within(options.CommandTimeout, ct))
        {
            var greeting = await wire.ReadReplyAsync();
            if (!greeting.IsPositive) return SmtpSendResult.RefusedConnection(_phase, "The server turns this machine away", greeting);
        }
        return await HelloAsync(wire, ct);
    }

    private async Task<SmtpSendResult?> HelloAsync(SmtpWire wire, CancellationToken ct)
    {
        var name = options.HelloName ?? AddressLiteral(wire.Local);
        var reply = await AskAsync(wire, $"EHLO {name}\r\n", ct);
        _offered = reply.IsPositive ? SmtpCapabilities.Parse(reply) : SmtpCapabilities.None;
        // Servers from before 1995 know only HELO.
        if (reply.Code is 500 or 502) reply = await AskAsync(wire, $"HELO {name}\r\n", ct);
        return reply.IsPositive ? null : SmtpSendResult.RefusedConnection(SmtpPhase.Greeting, $"The server did not accept the greeting as {name}", reply);
    }

    private async Task<SmtpSendResult?> StartTlsAsync(SmtpWire wire, CancellationToken ct)
    {
        if (options.Tls is SmtpTls.None or SmtpTls.Implicit) return null;
        if (!_offered.StartTls && options.Tls == SmtpTls.StartTlsWhenOffered) return null;

        _phase = SmtpPhase.Tls;
        if (!_offered.StartTls) return SmtpSendResult.Wrong(_phase, "The server does not offer STARTTLS.");

        var reply = await AskAsync(wire, "STARTTLS\r\n", ct);
        if (!reply.IsPositive) return SmtpSendResult.RefusedConnection(_phase, "The server refused STARTTLS", reply);

        // Whatever came with the answer was put there in clear text, perhaps by somebody in between (CVE-2011-0411).
        if (wire.HasUnread) return SmtpSendResult.Wrong(_phase, "The server sent unencrypted text after STARTTLS.");

        await EncryptAsync(wire, ct);
        _phase = SmtpPhase.Greeting;
        return await HelloAsync(wire, ct);
    }

    private async Task<SmtpSendResult?> SignInAsync(SmtpWire wire, CancellationToken ct)
    {
        if (!options.SignsIn) return null;

        _phase = SmtpPhase.Auth;
        if (!wire.IsEncrypted && !(options.AllowPlaintextAuth ?? wire.IsLoopback))
            return SmtpSendResult.Wrong(_phase, "The connection is not encrypted, so the password was not sent.");

        var (user, password) = (options.Username ?? "", options.Password ?? "");
        if (_offered.AuthPlain)
            return Judge(await AskAsync(wire, $"AUTH PLAIN {Base64($"\0{user}\0{password}")}\r\n", ct));
        if (!_offered.AuthLogin)
            return SmtpSendResult.Wrong(_phase, $"The server offers no sign-in with user name and password (it offers: {(_offered.AuthMechanisms.Length == 0 ? "none" : _offered.AuthMechanisms)}).");

        var reply = await AskAsync(wire, "AUTH LOGIN\r\n", ct);
        if (reply.Code == 334) reply = await AskAsync(wire, $"{Base64(user)}\r\n", ct);
        if (reply.Code == 334) reply = await AskAsync(wire, $"{Base64(password)}\r\n", ct);
        return Judge(reply);
    }

    private static SmtpSendResult? Judge(SmtpReply reply) => reply.IsPositive
        ? null
        : SmtpSendResult.RefusedConnection(SmtpPhase.Auth, "The server did not accept the user name and password", reply);

    private async Task EncryptAsync(SmtpWire wire, CancellationToken ct)
    {
        _phase = SmtpPhase.Tls;
        using (wire.Within(options.CommandTimeout, ct)) await wire.EncryptAsync(options);
    }

    private async Task<SmtpReply> AskAsync(SmtpWire wire, string command, CancellationToken ct)
    {
        using (wire.Within(options.CommandTimeout, ct))
        {
            Encoding.ASCII.GetBytes(command, wire.Output);
            await wire.FlushAsync();
            return await wire.ReadReplyAsync();
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>How a machine without a public name introduces itself (RFC 5321 §4.1.3).</summary>
    private static string AddressLiteral(IPEndPoint? local)
    {
        var address = local?.Address ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{new IPAddress(address.GetAddressBytes())}]" : $"[{address}]";
    }
}
