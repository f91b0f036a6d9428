using Beckon.Delivery.Email;

namespace Beckon.Tests.Delivery.Email;

public sealed class SmtpSecurityTests
{
    private static readonly string[] BeforeTls = ["PIPELINING", "STARTTLS"];
    private static readonly string[] WithAuth = ["PIPELINING", "AUTH PLAIN LOGIN"];

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "AUTH PLAIN AGJvYgBzw6ljcmV0")]
    [InlineData("AUTH LOGIN CRAM-MD5", "AUTH LOGIN")]
    [InlineData("AUTH=LOGIN", "AUTH LOGIN")]
    public async Task Signs_in_after_starttls(string offer, string command)
    {
        await using var server = Secure(BeforeTls, ["PIPELINING", offer]).Start();
        await using var pool = Mails.Pool(server, Trusting(SmtpTls.StartTls));

        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.Accepted);
        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.Accepted);

        server.Commands.Take(2).ShouldBe(["EHLO [127.0.0.1]", "STARTTLS"]);
        server.Commands.Count(line => line == command).ShouldBe(1);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Signs_in_over_implicit_tls()
    {
        await using var server = new FakeSmtpServer { Capabilities = WithAuth, Certificate = FakeSmtpServer.SelfSignedCertificate(), ImplicitTls = true, Account = ("bob", "sécret") }.Start();
        await using var pool = Mails.Pool(server, Trusting(SmtpTls.Implicit));
        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.Accepted);
    }

    [Fact]
    public async Task Does_not_trust_an_unknown_certificate()
    {
        await using var server = Secure(BeforeTls, WithAuth).Start();
        await using var pool = Mails.Pool(server, options => Trusting(SmtpTls.StartTls)(options) with { TrustAnyCertificate = false });

        var result = await pool.SendAsync(Mails.Plain(), default);

        (result.Outcome, result.Phase).ShouldBe((SmtpOutcome.Misconfigured, SmtpPhase.Tls));
        server.Commands.ShouldBe(["EHLO [127.0.0.1]", "STARTTLS"]);
    }

    [Fact]
    public async Task Sends_nothing_when_starttls_is_required_and_not_offered()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server, Trusting(SmtpTls.StartTls));
        (await pool.SendAsync(Mails.Plain(), default)).ShouldBe(new(SmtpOutcome.Misconfigured, SmtpPhase.Tls, "The server does not offer STARTTLS."));
    }

    [Fact]
    public async Task Goes_on_without_tls_when_it_is_optional_and_not_offered()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server, options => options with { Tls = SmtpTls.StartTlsWhenOffered });
        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.Accepted);
    }

    [Fact]
    public async Task Does_not_take_clear_text_that_follows_starttls()
    {
        await using var server = Secure(BeforeTls, WithAuth).Start();
        await using var pool = Mails.Pool(server.Next("STARTTLS", "220 Go\r\n250-injected\r\n250 AUTH PLAIN"), Trusting(SmtpTls.StartTls));
        (await pool.SendAsync(Mails.Plain(), default)).ShouldBe(new(SmtpOutcome.Misconfigured, SmtpPhase.Tls, "The server sent unencrypted text after STARTTLS."));
    }

    [Fact]
    public async Task Never_sends_the_password_unencrypted_unless_allowed()
    {
        await using var server = new FakeSmtpServer { Capabilities = WithAuth, Account = ("bob", "sécret") }.Start();
        await using var cautious = Mails.Pool(server, options => Trusting(SmtpTls.None)(options) with { AllowPlaintextAuth = false });
        (await cautious.SendAsync(Mails.Plain(), default)).ShouldBe(
            new(SmtpOutcome.Misconfigured, SmtpPhase.Auth, "The connection is not encrypted, so the password was not sent."));
        server.Commands.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal));

        // To this machine itself it may go by default.
        await using var local = Mails.Pool(server, Trusting(SmtpTls.None));
        (await local.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.Accepted);
    }

    [Fact]
    public async Task Takes_a_wrong_password_for_a_fault_of_the_settings_and_does_not_try_it_with_every_message()
    {
        var time = new FakeTime();
        await using var server = new FakeSmtpServer { Capabilities = WithAuth, Account = ("bob", "other") }.Start();
        await using var pool = Mails.Pool(server, Trusting(SmtpTls.None), time);

        for (var i = 0; i < 10; i++)
        {
            var result = await pool.SendAsync(Mails.Plain(), default);
            (result.Outcome, result.Phase, result.Reply!.Code).ShouldBe((SmtpOutcome.Misconfigured, SmtpPhase.Auth, 535));
        }
        server.Connections.ShouldBe(1);

        time.Advance(TimeSpan.FromSeconds(5));
        await pool.SendAsync(Mails.Plain(), default);
        server.Connections.ShouldBe(2);
    }

    [Theory]
    [InlineData("454 4.7.0 Temporary failure", SmtpOutcome.DeferredTemporarily)]
    [InlineData("534 5.7.9 Stronger mechanism needed", SmtpOutcome.Misconfigured)]
    public async Task Tells_a_passing_sign_in_failure_from_a_lasting_one(string reply, SmtpOutcome outcome)
    {
        await using var server = new FakeSmtpServer { Capabilities = WithAuth, Account = ("bob", "sécret") }.Start();
        await using var pool = Mails.Pool(server.Next("AUTH", reply), Trusting(SmtpTls.None));
        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Takes_a_demand_to_sign_in_for_a_fault_of_the_settings()
    {
        await using var server = new FakeSmtpServer { Account = ("bob", "sécret") }.Start();
        await using var pool = Mails.Pool(server);
        var result = await pool.SendAsync(Mails.Plain(), default);
        (result.Outcome, result.Phase).ShouldBe((SmtpOutcome.Misconfigured, SmtpPhase.Auth));
    }

    [Fact]
    public void Keeps_the_password_out_of_logs() =>
        new SmtpOptions { Host = "mail.example.org", Username = "bob", Password = "sécret" }.ToString().ShouldBe("mail.example.org:587, TLS StartTls, signs in");

    private static FakeSmtpServer Secure(string[] before, string[] after) => new()
    {
        Capabilities = before,
        SecureCapabilities = after,
        Certificate = FakeSmtpServer.SelfSignedCertificate(),
        Account = ("bob", "sécret"),
    };

    private static Func<SmtpOptions, SmtpOptions> Trusting(SmtpTls tls) =>
        options => options with { Tls = tls, TrustAnyCertificate = true, Username = "bob", Password = "sécret" };
}
