using Beckon.Delivery.Email;

namespace Beckon.Tests.Delivery.Email;

/// <summary>Messages and options that tests start from.</summary>
internal static class Mails
{
    public static EmailMessage Plain(string subject = "You left something behind") => new()
    {
        From = new("shop@greenleaf.example", "Green Leaf"),
        To = new("ann@example.org"),
        Subject = subject,
        Text = "Your cart is waiting.\r\n",
        MessageId = "<m1@greenleaf.example>",
        Date = new(2026, 3, 2, 10, 30, 0, TimeSpan.FromHours(1)),
    };

    public static SmtpOptions Options(FakeSmtpServer server) => new() { Host = "127.0.0.1", Port = server.Port, Tls = SmtpTls.None };

    public static SmtpPool Pool(FakeSmtpServer server, Func<SmtpOptions, SmtpOptions>? change = null, TimeProvider? time = null) =>
        new(change is null ? Options(server) : change(Options(server)), time ?? TimeProvider.System);
}
