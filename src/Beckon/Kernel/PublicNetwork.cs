using System.Net;
using System.Net.Sockets;

namespace Beckon.Kernel;

/// <summary>
/// Requests to addresses that people or platforms have given: they reach the internet and nothing behind it, whatever a name resolves to. Looked at
/// when connecting, so that a name cannot change in between; redirects are not followed.
/// </summary>
public static class PublicNetwork
{
    // Not assigned to anybody in the internet: RFC 6890 and its successors.
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "64:ff9b::/96", "100::/64",
            "2001:db8::/32", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    public static bool IsOpen(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return !Closed.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    public static SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false, UseCookies = false, ConnectCallback = ConnectAsync };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var open = (await Dns.GetHostAddressesAsync(host, ct)).Where(IsOpen).ToArray();
        if (open.Length == 0) throw new HttpRequestException($"{host} is not an address in the internet.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
