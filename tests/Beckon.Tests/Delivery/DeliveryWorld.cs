using Beckon.Accounts;
using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Delivery.Sms;
using Beckon.Delivery.Tracking;
using Beckon.Kernel;
using Beckon.Storage.Lanes;
using Beckon.Templates;
using Beckon.Tests.Delivery.Email;
using Beckon.Tests.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beckon.Tests.Delivery;

/// <summary>A shop with a live campaign that sends over a mail server which the test commands, at the time that the test says.</summary>
public sealed class DeliveryWorld : IAsyncDisposable
{
    private readonly PipelineWorld _shop;
    private readonly ChannelProviders _providers;
    private readonly ChannelStore _channels;
    private readonly TwilioClient _twilio;
    private int _carts;

    private DeliveryWorld(PipelineWorld shop, string? twilio)
    {
        _shop = shop;
        var key = new MasterKey(new byte[32]);
        var audit = new Audit(shop.Source, shop.Time);
        var publicUrl = new PublicUrl("https://mail.example");
        _twilio = new TwilioClient(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("BECKON_TWILIO_API", twilio)]).Build(), shop.Time);
        _providers = new ChannelProviders(shop.Source, key, _twilio, shop.Time);
        _channels = new ChannelStore(shop.Source, key, audit, shop.Signal, shop.Time);
        Desk = new MessageDesk(shop.Source, audit, shop.Signal, shop.Time);
        var tracking = new TrackingLinks(new TrackingToken(key), publicUrl);
        var texts = new SmsComposer(tracking, new ShortLinks(key, publicUrl), new TwilioHooks(publicUrl));
        var composer = new MessageComposer(new TemplateRenderer(), new EmailComposer(tracking), texts, new WorkspaceStore(shop.Source, audit, shop.Time), shop.Time);
        var recorder = new OutboxRecorder(shop.Source, shop.Signal, shop.Time, NullLogger<OutboxRecorder>.Instance);
        Outbox = new Outbox(shop.Source, _providers, composer, recorder, shop.Rules, shop.Time);
    }

    public FakeSmtpServer Server { get; } = new FakeSmtpServer().Start();

    public PipelineWorld Shop => _shop;

    public FakeTime Time => _shop.Time;

    public Outbox Outbox { get; }

    public MessageDesk Desk { get; }

    public Caller Owner => Caller.Beckon(_shop.WorkspaceId);

    public static async Task<DeliveryWorld> OpenAsync(WhenInterrupted choice = WhenInterrupted.AtMostOnce, string? twilio = null)
    {
        var world = new DeliveryWorld(await PipelineWorld.CreateAsync(), twilio);
        await world._shop.GoLiveAsync();
        await world.SetChannelAsync(choice, world.Server.Port);
        return world;
    }

    public async Task SetChannelAsync(WhenInterrupted choice, int port)
    {
        var before = await _channels.FindAsync<EmailChannel>(_shop.WorkspaceId, CancellationToken.None);
        var channel = new EmailChannel
        {
            Version = before.Channel.Version,
            Provider = EmailProviderKind.Smtp,
            FromAddress = "shop@example.com",
            Smtp = new SmtpSettings { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None },
            WhenInterrupted = choice,
        };
        (await _channels.SaveAsync(Owner, channel, secret: null, CancellationToken.None)).ShouldNotBeNull();
    }

    /// <summary>Text messages go to the Twilio that the world was opened with.</summary>
    public async Task SetTwilioAsync()
    {
        var channel = new SmsChannel { Provider = SmsProviderKind.Twilio, Twilio = new TwilioSettings { AccountSid = "AC0", From = "+13125550100" } };
        (await _channels.SaveAsync(Owner, channel, "token", CancellationToken.None)).ShouldNotBeNull();
    }

    /// <summary>One of the messages that wait is to go by text message.</summary>
    public async Task TextOneAsync()
    {
        await _shop.RunAsync("update message m set channel = 'sms' where m.workspace_id = $1 and m.id = (select min(o.id::text)::uuid from message o where o.workspace_id = $1)", _shop.WorkspaceId);
        await _shop.RunAsync("update contact c set phone = '+13125550142' where c.workspace_id = $1", _shop.WorkspaceId);
        await _shop.RunAsync("insert into consent (workspace_id, contact_id, channel, status, changed_at) select workspace_id, id, 'sms', 'subscribed', now() from contact where workspace_id = $1", _shop.WorkspaceId);
        await _shop.RunAsync("update message_content set text = 'Your cart waits' where workspace_id = $1", _shop.WorkspaceId);
    }

    /// <summary>So many shoppers leave a cart behind: their messages wait in the queue.</summary>
    public async Task AbandonAsync(int carts)
    {
        await _shop.SendAsync([.. Enumerable.Range(_carts, carts).Select(n => _shop.Abandoned($"shopper{n}@example.com", $"c{n}"))]);
        _carts += carts;
        await _shop.RunAsync(
            """
            insert into message_content (workspace_id, id, subject, preheader, html, text, created_at)
            select distinct $1::uuid, m.content_id, 'You left something', '', '<p>Hi <a href="https://shop.example">shop</a></p>', '', now()
            from message m where m.workspace_id = $1 on conflict do nothing
            """,
            _shop.WorkspaceId);
    }

    /// <summary>Enters the lane of sending.</summary>
    public LaneHold Enter() => _shop.Enter(LaneKind.Sending);

    /// <summary>Sends until nothing more may be sent at this instant.</summary>
    public async Task SendAsync()
    {
        using var hold = Enter();
        while (await Outbox.SendAsync(hold, CancellationToken.None))
        {
        }
    }

    /// <summary>Lets time pass as the running server would see it: looking at the queue every ten seconds.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var end = Time.GetUtcNow() + time; Time.GetUtcNow() < end;)
        {
            await SendAsync();
            Time.Advance(TimeSpan.FromSeconds(10));
        }
        await SendAsync();
    }

    /// <summary>How many messages have each status, with the reason and the number of attempts.</summary>
    public Task<List<string>> MessagesAsync() => _shop.RowsAsync(
        "select count(*), status, coalesce(reason, '-'), attempts from message where workspace_id = $1 group by 2, 3, 4 order by 2, 3, 4");

    public Task<Circuit> CircuitAsync() => CircuitAsync(_shop);

    public Task<Guid> MessageAsync() => _shop.OneIdAsync("select id from message where workspace_id = $1");

    /// <summary>The Message-IDs that the server took, in order.</summary>
    public List<string> Taken() => [.. Server.Received.Select(mail => mail.Parse().Header("Message-ID"))];

    private async Task<Circuit> CircuitAsync(PipelineWorld shop) => (await _providers.OfAsync(shop.WorkspaceId, Channel.Email, CancellationToken.None)).Circuit;

    public async ValueTask DisposeAsync()
    {
        await _providers.DisposeAsync();
        _twilio.Dispose();
        await Server.DisposeAsync();
        await _shop.DisposeAsync();
    }
}
