using Beckon.Delivery.Email;

namespace Beckon.Tests.Delivery.Email;

public sealed class SmtpPoolTests
{
    private static readonly string[] Slow = ["SIZE", "8BITMIME"];
    private static readonly string[] Chunking = ["PIPELINING", "CHUNKING", "SIZE"];

    public static TheoryData<string[]> Servers => [["PIPELINING", "SIZE 1000000"], Slow, Chunking, ["CHUNKING"]];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Delivers_a_message_whatever_the_server_offers(string[] capabilities)
    {
        await using var server = new FakeSmtpServer { Capabilities = capabilities }.Start();
        await using var pool = Mails.Pool(server);

        var result = await pool.SendAsync(Mails.Plain() with { ReturnPath = new("bounce@greenleaf.example"), Html = "<p>Hi</p>" }, default);

        result.ShouldBe(new(SmtpOutcome.Accepted, SmtpPhase.Content, "Queued as 1", new(250, "2.0.0", "Queued as 1")));
        var mail = server.Received.Single();
        (mail.Sender, mail.Recipient).ShouldBe(("bounce@greenleaf.example", "ann@example.org"));
        mail.Parse().Html.ShouldBe("<p>Hi</p>");
    }

    [Fact]
    public async Task Sends_the_commands_that_were_negotiated()
    {
        await using var server = new FakeSmtpServer().Start();
        await using (var pool = Mails.Pool(server)) await pool.SendAsync(Mails.Plain(), default);

        server.Commands.ShouldBe(["EHLO [127.0.0.1]", $"MAIL FROM:<shop@greenleaf.example> SIZE={server.Received.Single().Content.Length}", "RCPT TO:<ann@example.org>", "DATA", "QUIT"]);
    }

    [Fact]
    public async Task Uses_one_connection_for_fifty_messages()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server);
        for (var i = 0; i < 50; i++) (await pool.SendAsync(Mails.Plain($"Number {i}"), default)).Outcome.ShouldBe(SmtpOutcome.Accepted);

        server.Connections.ShouldBe(1);
        server.Received.Select(mail => mail.Parse().Header("Subject")).ShouldBe(Enumerable.Range(0, 50).Select(i => $"Number {i}"));
    }

    [Fact]
    public async Task Takes_a_new_connection_after_the_agreed_number_of_messages()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server, options => options with { MaxMessagesPerConnection = 2 });
        for (var i = 0; i < 5; i++) await pool.SendAsync(Mails.Plain(), default);

        server.Received.Select(mail => mail.Connection).ShouldBe([1, 1, 2, 2, 3]);
        server.MostOpenConnections.ShouldBe(1);
    }

    [Fact]
    public async Task Never_opens_more_connections_than_allowed()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server, options => options with { MaxConnections = 3, MaxMessagesPerConnection = 4 });
        server.Next("end", Enumerable.Range(0, 20).Select(_ => (SmtpAnswer)"451 4.3.0 Busy").ToArray());

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => pool.SendAsync(Mails.Plain($"{i}"), default))));

        results.Count(result => result.Outcome == SmtpOutcome.Accepted).ShouldBe(180);
        results.Count(result => result.Outcome == SmtpOutcome.DeferredTemporarily).ShouldBe(20);
        server.Received.Select(mail => mail.Parse().Header("Subject")).Distinct().Count().ShouldBe(180);
        server.MostOpenConnections.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Carries_long_lines_and_large_messages_whole()
    {
        var html = string.Concat(Enumerable.Repeat("<td style=\"color:#123\">Blätter & Blüten</td>", 40_000));
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server);

        (await pool.SendAsync(Mails.Plain() with { Text = null, Html = html }, default)).Outcome.ShouldBe(SmtpOutcome.Accepted);

        server.Received.Single().Parse().Html.ShouldBe(html + "\r\n");
    }

    [Fact]
    public async Task Tells_a_message_with_a_wrong_address_without_connecting()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server);
        var result = await pool.SendAsync(Mails.Plain() with { To = new("grün@example.org") }, default);

        (result.Outcome, result.Phase).ShouldBe((SmtpOutcome.RejectedPermanently, SmtpPhase.Message));
        server.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task Takes_no_more_messages_once_it_is_closed()
    {
        await using var server = new FakeSmtpServer().Start();
        var pool = Mails.Pool(server);
        await pool.SendAsync(Mails.Plain(), default);
        await pool.DisposeAsync();

        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.DeferredTemporarily);
        server.Commands.Last().ShouldBe("QUIT");
        server.Received.Count.ShouldBe(1);
    }

    [Fact]
    public void Refuses_options_that_cannot_work() =>
        Should.Throw<ArgumentException>(() => new SmtpPool(new() { Host = "mail.example.org", Port = 0 }, TimeProvider.System)).Message.ShouldStartWith("The port must be between");
}
