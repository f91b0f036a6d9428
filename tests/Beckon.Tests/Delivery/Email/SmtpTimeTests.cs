using Beckon.Delivery.Email;

namespace Beckon.Tests.Delivery.Email;

public sealed class SmtpTimeTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Sends_no_faster_than_the_rate()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server, options => options with { MessagesPerSecond = 4, MaxConnections = 10 }, _time);
        await pool.SendAsync(Mails.Plain(), default);

        var waiting = Enumerable.Range(0, 8).Select(_ => pool.SendAsync(Mails.Plain(), default)).ToList();
        for (var sent = 0; sent < 8; sent++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(249));
            waiting.Count(task => task.IsCompleted).ShouldBe(sent);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            (await waiting[sent]).Outcome.ShouldBe(SmtpOutcome.Accepted);
        }
        server.Received.Count.ShouldBe(9);
    }

    [Fact]
    public async Task Defers_when_the_server_does_not_answer_a_command()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server.Next("RCPT", SmtpAnswer.Silence), time: _time);
        var sending = pool.SendAsync(Mails.Plain(), default);
        await server.Reached("RCPT");

        _time.Advance(TimeSpan.FromSeconds(29));
        sending.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await sending).Outcome.ShouldBe(SmtpOutcome.DeferredTemporarily);
    }

    [Fact]
    public async Task Is_uncertain_when_the_server_does_not_answer_the_content()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server.Next("end", SmtpAnswer.Silence), time: _time);
        var sending = pool.SendAsync(Mails.Plain(), default);
        await server.Reached("end");

        _time.Advance(TimeSpan.FromSeconds(119));
        sending.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await sending).Outcome.ShouldBe(SmtpOutcome.Uncertain);
    }

    [Fact]
    public async Task Waits_only_a_grace_for_the_fate_of_a_cancelled_message()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server.Next("end", SmtpAnswer.Silence), time: _time);
        using var cancel = new CancellationTokenSource();
        var sending = pool.SendAsync(Mails.Plain(), cancel.Token);
        await server.Reached("end");

        await cancel.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(5));

        (await sending).Outcome.ShouldBe(SmtpOutcome.Uncertain);
    }

    [Fact]
    public async Task Closes_connections_that_have_been_idle()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server, time: _time);
        await pool.SendAsync(Mails.Plain(), default);
        _time.Advance(TimeSpan.FromSeconds(20));
        await pool.SendAsync(Mails.Plain(), default);

        // Idle since the second message only.
        _time.Advance(TimeSpan.FromSeconds(29));
        await pool.SendAsync(Mails.Plain(), default);
        server.Connections.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(61));
        await server.Reached("QUIT");
        await pool.SendAsync(Mails.Plain(), default);
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Leaves_a_server_alone_for_a_moment_after_it_turned_us_away()
    {
        await using var server = new FakeSmtpServer().Start();
        await using var pool = Mails.Pool(server.Next("connect", "421 4.7.0 Too many connections"), time: _time);

        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.DeferredTemporarily);
        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.DeferredTemporarily);
        server.Connections.ShouldBe(1);

        _time.Advance(TimeSpan.FromSeconds(5));
        (await pool.SendAsync(Mails.Plain(), default)).Outcome.ShouldBe(SmtpOutcome.Accepted);
    }
}
