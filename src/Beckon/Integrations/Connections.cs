using Beckon.Events;
using Beckon.Integrations.CartApi;
using Beckon.Integrations.EventsApi;
using Beckon.Integrations.Jane;
using Beckon.Integrations.Yespo;
using Beckon.Kernel;
using Microsoft.AspNetCore.Http;

namespace Beckon.Integrations;

/// <summary>Tells a person who connects a platform what to enter there.</summary>
/// <param name="publicUrl">Where the outside reaches Beckon; null: wherever the person reaches it.</param>
public sealed class Connections(string? publicUrl)
{
    public Connection Of(Source source, HttpRequest request)
    {
        var at = string.IsNullOrWhiteSpace(publicUrl) ? $"{request.Scheme}://{request.Host}" : publicUrl.TrimEnd('/');
        return source.Kind switch
        {
            JaneIntegration.Kind => ToJane($"{at}/webhooks/{Ids.Out(Ids.Source, source.Id)}"),
            _ when source.Kind == CartIntegration.Source.Kind => ToCart($"{at}/v2/cart"),
            _ when source.Kind == OrdersIntegration.Source.Kind => ToOrders($"{at}/api/v1/orders"),
            _ => ToEvents($"{at}/api/events"),
        };
    }

    private static Connection ToJane(string url) => new(
        [new("Order status updates", url), new("Abandoned carts", $"{url}?event=cart_abandoned")],
        JaneIntegration.Declaration.Authentication,
        $$$$"""
        curl {{{{url}}}} \
          -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' \
          -d '{"cart": {"id": 7001, "status": "verification", "amount": 41.80, "customer_email_address": "ada@example.com"}}'
        """);

    private static Connection ToCart(string url) => new(
        [new("Carts", url)],
        CartIntegration.Declaration.Authentication,
        $$$$"""
        curl {{{{url}}}} \
          -H 'X-APIKEY: YOUR_API_KEY' -H 'Content-Type: application/json' \
          -d '{"email": "ada@example.com", "event": "abandoned", "cart": {"id": "c-1001", "url": "https://shop.example/cart/c-1001", "currency": "USD", "total": 34.00, "items": [{"productId": "p-7", "name": "Ceramic mug", "price": 17.00, "quantity": 2, "url": "https://shop.example/p/7", "imageUrl": "https://shop.example/p/7.png"}]}}'
        """);

    private static Connection ToOrders(string url) => new(
        [new("Orders", url)],
        OrdersIntegration.Declaration.Authentication,
        $$$$"""
        curl {{{{url}}}} \
          -u 'any:YOUR_API_KEY' -H 'Content-Type: application/json' \
          -d '{"orders": [{"externalOrderId": "5001", "externalCustomerId": "77", "totalCost": 34.00, "status": "DELIVERED", "date": "2026-03-08T09:30:00+02:00", "email": "ada@example.com", "currency": "USD", "items": [{"externalItemId": "p-7", "name": "Ceramic mug", "quantity": 2, "cost": 17.00}]}]}'
        """);

    private static Connection ToEvents(string url) => new(
        [new("Events", url)],
        EventsIntegration.Declaration.Authentication,
        $$$$"""
        curl {{{{url}}}} \
          -H 'Authorization: Bearer YOUR_API_KEY' -H 'Content-Type: application/json' \
          -d '{"event": "viewed_product", "email": "ada@example.com", "properties": {"productId": "p-7"}}'
        """);
}

/// <summary>What to enter at the platform.</summary>
/// <param name="Addresses">Where it sends to.</param>
/// <param name="Authentication">What it proves itself with, in a sentence.</param>
/// <param name="Example">A call to try, for a shell.</param>
public sealed record Connection(IReadOnlyList<Address> Addresses, string Authentication, string Example);

/// <param name="Purpose">What is sent there.</param>
/// <param name="Url">The full address.</param>
public sealed record Address(string Purpose, string Url);
