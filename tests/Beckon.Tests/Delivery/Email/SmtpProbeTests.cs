using System.Net;
using System.Net.Sockets;
using Beckon.Delivery.Email;

namespace Beckon.Tests.Delivery.Email;

public sealed class SmtpProbeTests
{
    [Fact]
    public async Task Confirms_settings_that_work_without_sending()
    {
        await using var server = new FakeSmtpServer
        {
            Capabilities = ["STARTTLS"],
            SecureCapabilities = ["AUTH PLAIN"],
            Certificate = FakeSmtpServer.SelfSignedCertificate(),
            Account = ("bob", "secret"),
        }.Start();
        await using var pool = Mails.Pool(server, options => options with { Tls = SmtpTls.StartTls, TrustAnyCertificate = true, Username = "bob", Password = "secret" });

        (await pool.ProbeAsync(default)).ShouldBe(new(true, SmtpPhase.Auth, $"Connected to 127.0.0.1:{server.Port} over TLS and signed in.", ""));
        server.Commands.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal));
        server.Commands.Last().ShouldBe("QUIT");
    }

    [Fact]
    public async Task Says_that_the_password_is_wrong()
    {
        await using var server = new FakeSmtpServer { Capabilities = ["AUTH PLAIN"], Account = ("bob", "other") }.Start();
        await using var pool = Mails.Pool(server, options => options with { Username = "bob", Password = "secret" });
        var probe = await pool.ProbeAsync(default);
        probe.Succeeded.ShouldBeFalse();
        probe.Phase.ShouldBe(SmtpPhase.Auth);
        probe.Summary.ShouldBe("The server did not accept the user name and password: 535 5.7.8 Bad credentials");
        probe.Advice.ShouldStartWith("Check the user name and the password.");
    }

    [Fact]
    public async Task Says_that_nobody_listens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var pool = new SmtpPool(new() { Host = "127.0.0.1", Port = port }, TimeProvider.System);

        var probe = await pool.ProbeAsync(default);
        probe.Phase.ShouldBe(SmtpPhase.Connect);
        probe.Summary.ShouldStartWith($"127.0.0.1:{port} cannot be reached");
        probe.Advice.ShouldStartWith("Check the host name and the port");
    }

    [Fact]
    public async Task Says_that_the_server_speaks_something_else()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server.Next("connect", "HTTP/1.1 400 Bad Request"));
        var probe = await pool.ProbeAsync(default);
        probe.Phase.ShouldBe(SmtpPhase.Greeting);
        probe.Advice.ShouldStartWith("Something answers there, but not as a mail server");
    }
}
