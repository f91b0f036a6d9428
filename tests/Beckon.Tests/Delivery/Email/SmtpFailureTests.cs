using Beckon.Delivery.Email;

namespace Beckon.Tests.Delivery.Email;

public sealed class SmtpFailureTests
{
    public static TheoryData<string[], string, string, SmtpOutcome, SmtpPhase> Refusals()
    {
        var cases = new TheoryData<string[], string, string, SmtpOutcome, SmtpPhase>();
        foreach (var capabilities in (string[][])[["PIPELINING"], ["SIZE"], ["PIPELINING", "CHUNKING"]])
        {
            foreach (var (point, phase) in ((string, SmtpPhase)[])[("MAIL", SmtpPhase.Sender), ("RCPT", SmtpPhase.Recipient), ("DATA", SmtpPhase.Content), ("end", SmtpPhase.Content)])
            {
                if (point == "DATA" && capabilities.Contains("CHUNKING")) continue;
                cases.Add(capabilities, point, "451 4.3.0 Later", SmtpOutcome.DeferredTemporarily, phase);
                cases.Add(capabilities, point, "550 5.7.1 Never", SmtpOutcome.RejectedPermanently, phase);
            }
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Tells_who_refused_what_and_goes_on_over_the_same_connection(string[] capabilities, string point, string reply, SmtpOutcome outcome, SmtpPhase phase)
    {
        await using var server = new FakeSmtpServer { Capabilities = capabilities }.Start();
        server.Next(point, reply);
        await using var pool = Mails.Pool(server);

        var refused = await pool.SendAsync(Mails.Plain("refused"), default);
        var next = await pool.SendAsync(Mails.Plain("next"), default);

        (refused.Outcome, refused.Phase).ShouldBe((outcome, phase));
        refused.Reply!.ToString().ShouldBe(reply);
        next.Outcome.ShouldBe(SmtpOutcome.Accepted);
        server.Received.Select(mail => mail.Parse().Header("Subject")).ShouldBe(["next"]);
        server.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData("550 5.1.1 No such user", true)]
    [InlineData("550 No such user", true)]
    [InlineData("550 5.7.1 Relaying denied", false)]
    [InlineData("452 4.2.2 Mailbox full", false)]
    public async Task Knows_a_bad_address_from_other_refusals(string reply, bool isBad)
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server.Next("RCPT", reply));
        (await pool.SendAsync(Mails.Plain(), default)).IsBadAddress.ShouldBe(isBad);
    }

    [Fact]
    public async Task Sends_no_empty_message_when_the_server_wants_data_without_a_recipient()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server.Next("RCPT", "550 5.1.1 No such user").Next("DATA", "354 Go on"));
        (await pool.SendAsync(Mails.Plain(), default)).Phase.ShouldBe(SmtpPhase.Recipient);
        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.Accepted);
        server.Received.Count.ShouldBe(1);
        server.Connections.ShouldBe(2);
    }

    [Theory]
    [InlineData("MAIL", SmtpPhase.Sender)]
    [InlineData("RCPT", SmtpPhase.Recipient)]
    [InlineData("DATA", SmtpPhase.Content)]
    public async Task Defers_when_the_connection_is_lost_before_the_content(string point, SmtpPhase phase)
    {
        await using var server = new FakeSmtpServer { Capabilities = ["SIZE"] }.Start();
        await using var pool = Mails.Pool(server.Next(point, SmtpAnswer.Drop));
        var result = await pool.SendAsync(Mails.Plain(), default);
        (result.Outcome, result.Phase).ShouldBe((SmtpOutcome.DeferredTemporarily, phase));
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Defers_when_the_connection_is_lost_within_the_content()
    {
        await using var server = new FakeSmtpServer { Capabilities = ["PIPELINING"], ReceiveBuffer = 4096 }.Start();
        var sentMuch = new TaskCompletionSource();
        await using var pool = Mails.Pool(server.Next("body", new SmtpAnswer(After: sentMuch.Task)));

        var sending = pool.SendAsync(Mails.Plain() with { Text = new string('x', 24 * 1024 * 1024) }, default);
        await server.Reached("body");
        sentMuch.SetResult();

        (await sending).Outcome.ShouldBe(SmtpOutcome.DeferredTemporarily);
    }

    [Theory]
    [InlineData("PIPELINING")]
    [InlineData("CHUNKING")]
    public async Task Is_uncertain_and_sends_nothing_again_when_the_connection_is_lost_after_the_content(string capability)
    {
        await using var server = new FakeSmtpServer { Capabilities = [capability] }.Start();
        await using var pool = Mails.Pool(server);
        await pool.SendAsync(Mails.Plain(), default);
        server.Next("end", SmtpAnswer.Drop);

        var result = await pool.SendAsync(Mails.Plain(), default);

        (result.Outcome, result.Phase).ShouldBe((SmtpOutcome.Uncertain, SmtpPhase.Content));
        server.Connections.ShouldBe(1);
        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.Accepted);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("354 Go on")]
    public async Task Is_uncertain_when_the_answer_to_the_content_makes_no_sense(string answer)
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server.Next("end", answer));
        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.Uncertain);
    }

    [Theory]
    [InlineData("421 4.4.2 Idle for too long")]
    [InlineData(null)]
    public async Task Tries_a_fresh_connection_when_a_reused_one_turns_out_closed(string? farewell)
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server);
        await pool.SendAsync(Mails.Plain("first"), default);
        server.Next("MAIL", farewell is null ? SmtpAnswer.Drop : farewell);

        (await pool.SendAsync(Mails.Plain("second"), default)).Outcome.ShouldBe(SmtpOutcome.Accepted);

        server.Received.Select(mail => (mail.Connection, mail.Parse().Header("Subject"))).ShouldBe([(1, "first"), (2, "second")]);
    }

    [Fact]
    public async Task Tries_a_fresh_connection_only_once()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server);
        await pool.SendAsync(Mails.Plain(), default);
        server.Always("MAIL", SmtpAnswer.Drop);

        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.DeferredTemporarily);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Refuses_a_message_that_the_server_said_is_too_large()
    {
        await using var server = new FakeSmtpServer { Capabilities = ["PIPELINING", "SIZE 1000"] }.Start();
        await using var pool = Mails.Pool(server);
        var result = await pool.SendAsync(Mails.Plain() with { Text = new string('x', 2000) }, default);
        (result.Outcome, result.Phase).ShouldBe((SmtpOutcome.RejectedPermanently, SmtpPhase.Content));
        result.Detail.ShouldContain("takes at most 1,000");
        server.Commands.ShouldNotContain(command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gives_up_a_message_that_is_cancelled_before_its_content()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server.Next("MAIL", SmtpAnswer.Silence));
        using var cancel = new CancellationTokenSource();
        var sending = pool.SendAsync(Mails.Plain(), cancel.Token);
        await server.Reached("MAIL");

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(sending);
        server.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task Learns_the_fate_of_a_message_that_is_cancelled_after_its_content()
    {
        await using var server = new FakeSmtpServer().Start();
        var gate = new TaskCompletionSource();
        await using var pool = Mails.Pool(server.Next("end", new SmtpAnswer("250 2.0.0 Taken", gate.Task)));
        using var cancel = new CancellationTokenSource();
        var sending = pool.SendAsync(Mails.Plain(), cancel.Token);
        await server.Reached("end");

        await cancel.CancelAsync();
        gate.SetResult();

        (await sending).Detail.ShouldBe("Taken");
    }
}
