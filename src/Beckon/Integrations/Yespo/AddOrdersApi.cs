using System.Text;
using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Yespo;

/// <summary><c>POST /api/v1/orders</c>, with the API key as the password of Basic authentication.</summary>
public static class AddOrdersApi
{
    // A thousand orders of many lines each.
    private static readonly DoorRules Rules = new(OrdersIntegration.Source, 16 << 20, AddOrders.Read);

    public static void MapAddOrders(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/orders", TakeAsync).OpensByKey()
            .WithTags("Doors").WithSummary("Add or update up to 1000 orders (Basic authentication, the key as password)").ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(HttpContext context, KeyDoor door)
    {
        var taken = await door.TakeAsync(
            context, Rules, Password(context.Request), "Send Basic authentication: any user name, and as password a valid API key.");
        if (taken.Problem is not { } problem) return TypedResults.Ok(new OrdersAnswer(null, [], null));
        if (problem.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Basic realm=\"Beckon\", charset=\"UTF-8\"";
        return DoorAnswers.Refuse(context, problem);
    }

    private static string? Password(HttpRequest request)
    {
        const string scheme = "Basic ";
        const int longest = 2_000;
        var header = request.Headers.Authorization.ToString();
        if (header.Length > longest || !header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var encoded = header.AsSpan(scheme.Length).Trim();
        Span<byte> bytes = stackalloc byte[longest];
        if (!Convert.TryFromBase64Chars(encoded, bytes, out var length)) return null;
        var credentials = bytes[..length];
        var colon = credentials.IndexOf((byte)':');
        return colon < 0 ? null : Encoding.UTF8.GetString(credentials[(colon + 1)..]);
    }
}

/// <summary>What senders of orders expect back: no order failed, because a call with a fault is refused as a whole.</summary>
public sealed record OrdersAnswer(string? AsyncSessionId, IReadOnlyList<string> FailedOrders, long? Id);
