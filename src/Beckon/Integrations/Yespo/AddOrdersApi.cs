using Beckon.Integrations.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Yespo;

/// <summary><c>POST /api/v1/orders</c>, with the API key as the password of Basic authentication.</summary>
public static class AddOrdersApi
{
    // A thousand orders of many lines each.
    private static readonly DoorRules Rules = new(YespoIntegration.Source, 16 << 20, AddOrders.Read);

    public static void MapAddOrders(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/orders", TakeAsync).OpensByKey()
            .WithTags("Doors").WithSummary("Add or update up to 1000 orders (Basic authentication, the key as password)").ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(HttpContext context, KeyDoor door)
    {
        var taken = await door.TakeAsync(context, Rules, YespoKey.Of(context.Request), YespoKey.Hint);
        return taken.Problem is { } problem ? YespoKey.Refuse(context, problem) : TypedResults.Ok(new OrdersAnswer(null, [], null));
    }
}

/// <summary>What senders of orders expect back: no order failed, because a call with a fault is refused as a whole.</summary>
public sealed record OrdersAnswer(string? AsyncSessionId, IReadOnlyList<string> FailedOrders, long? Id);
