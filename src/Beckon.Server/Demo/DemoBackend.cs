using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Beckon.Server.Demo;

/// <summary>
/// The demonstration shop's own server. It knows nothing of Beckon but its public API and the two keys it was given, as any shop's does: customers and
/// orders go with the secret key, what browsers see goes with the public one.
/// </summary>
public sealed partial class DemoBackend(HttpClient beckon, DemoKeys keys, TimeProvider time)
{
    private static readonly string[] Statuses = ["INITIALIZED", "IN_PROGRESS", "DELIVERED"];

    public string BrowserKey => keys.Browser;

    /// <summary>Somebody has signed up: the shop knows their address, which a browser alone could only claim.</summary>
    public Task RegisterAsync(DemoCustomer customer, CancellationToken ct) => SendAsync(
        "/api/events", new("Bearer", keys.Secret),
        new
        {
            @event = "customer_created",
            messageId = $"customer {customer.Id} {customer.Email}",
            customerId = customer.Id,
            email = customer.Email,
            firstName = customer.FirstName,
            lastName = customer.LastName,
        },
        ct);

    /// <summary>An order from placing to delivery, in fast motion.</summary>
    public async Task DeliverAsync(DemoCustomer customer, DemoCart cart, TimeSpan between, CancellationToken ct)
    {
        var placedAt = time.GetUtcNow();
        foreach (var status in Statuses)
        {
            await SendAsync("/api/v1/orders", Basic(), new { orders = new[] { Order(customer, cart, status, placedAt) } }, ct);
            await Task.Delay(between, time, ct);
        }
    }

    /// <summary>What a browser saw, as the snippet sends it.</summary>
    public Task BrowseAsync(string browser, string name, object properties, CancellationToken ct, object? cart = null, DemoCustomer? who = null) => SendAsync(
        $"/browser/events?key={Uri.EscapeDataString(keys.Browser)}", null,
        new
        {
            sentAt = time.GetUtcNow(),
            events = new[]
            {
                new
                {
                    @event = name,
                    messageId = Guid.CreateVersion7(time.GetUtcNow()),
                    at = time.GetUtcNow(),
                    anonymousId = browser,
                    email = who?.Email,
                    firstName = who?.FirstName,
                    lastName = who?.LastName,
                    properties,
                    cart,
                },
            },
        },
        ct);

    /// <summary>The newest message to an address that came after a time: what is in it, and where its links lead.</summary>
    public async Task<DemoMail?> MailAsync(string email, DateTimeOffset after, CancellationToken ct)
    {
        var list = await GetAsync($"/api/test-inbox?limit=1&to={Uri.EscapeDataString(email)}", ct);
        if (list.GetProperty("items").EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } row) return null;
        if (row.GetProperty("receivedAt").GetDateTimeOffset() < after) return null;
        var mail = await GetAsync($"/api/test-inbox/{row.GetProperty("id").GetString()}", ct);
        var links = mail.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("url").GetString() ?? "");
        return new(PixelOf(mail.GetProperty("html").GetString() ?? ""), links.FirstOrDefault(link => link.Contains("/c/", StringComparison.Ordinal)));
    }

    /// <summary>Follows an address of a message, as a mail program or a browser does.</summary>
    public async Task FollowAsync(string address, CancellationToken ct)
    {
        using var answer = await beckon.GetAsync(new Uri(new Uri(address).PathAndQuery, UriKind.Relative), ct);
    }

    private static string? PixelOf(string html) => Pixel().Match(html) is { Success: true } found ? found.Groups["pixel"].Value : null;

    private static object Order(DemoCustomer customer, DemoCart cart, string status, DateTimeOffset placedAt) => new
    {
        externalOrderId = cart.OrderId,
        externalCustomerId = customer.Id,
        email = customer.Email,
        firstName = customer.FirstName,
        lastName = customer.LastName,
        totalCost = cart.Total,
        currency = "USD",
        status,
        date = placedAt,
        items = cart.Lines.Select(line => new { externalItemId = line.Product.Id, line.Product.Name, line.Product.Category, line.Quantity, cost = line.Product.Price }),
    };

    private AuthenticationHeaderValue Basic() => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("shop:" + keys.Secret)));

    private async Task SendAsync(string path, AuthenticationHeaderValue? authorization, object body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = authorization;
        if (authorization is null) request.Headers.TryAddWithoutValidation("Origin", keys.Site);
        using var answer = await beckon.SendAsync(request, ct);
        if (answer.IsSuccessStatusCode) return;
        var why = await answer.Content.ReadAsStringAsync(ct);
        throw new HttpRequestException($"{path} answered {answer.StatusCode}: {why}");
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", keys.Secret);
        using var answer = await beckon.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }

    [GeneratedRegex("<img src=\"(?<pixel>[^\"]*/o/[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pixel();
}

/// <summary>The keys that the shop was given, and the site that the public one is for.</summary>
public sealed record DemoKeys(string Secret, string Browser, string Site);

/// <summary>A customer as the shop knows them.</summary>
public sealed record DemoCustomer(string Id, string Email, string FirstName, string? LastName);

/// <summary>A message: the picture that tells of its opening, and its first link that counts as a click.</summary>
public sealed record DemoMail(string? Pixel, string? Link);
