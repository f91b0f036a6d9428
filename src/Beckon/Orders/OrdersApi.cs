using Beckon.Accounts;
using Beckon.Events;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Orders;

/// <summary>The orders: what was sent to Beckon, with all the parameters.</summary>
public static class OrdersApi
{
    private const int LongestSearch = 200;

    public static void MapOrderRoutes(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/orders").WithTags("Orders");
        orders.MapGet("", ListAsync).Requires(Permission.HistoryRead).WithSummary("All orders, the latest placed first");
        orders.MapGet("{id}", GetAsync).Requires(Permission.HistoryRead).WithSummary("One order with all its fields as JSON")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<OrderRow>>, ValidationProblem>> ListAsync(
        [AsParameters] OrderQuery query, Caller caller, OrderReadStore orders, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(query.Limit, query.Cursor, faults);
        var filter = query.ToFilter(paging, faults);
        if (filter.Search?.Length > LongestSearch) faults.Add("q", $"Search with at most {LongestSearch} characters.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");

        var found = await orders.ListAsync(caller.WorkspaceId, filter, ct);
        return TypedResults.Ok(paging.Of(found, Row, order => new Cursor(order.Id, order.PlacedAt)));
    }

    private static async Task<Results<Ok<OrderDetail>, ProblemHttpResult>> GetAsync(
        string id, Caller caller, OrderReadStore orders, CancellationToken ct) =>
        PublicId.TryParse(Ids.Order, id, out var known) && await orders.FindAsync(caller.WorkspaceId, known, ct) is { } order
            ? TypedResults.Ok(Detail(order))
            : TypedResults.Problem(
                $"This workspace has no order {id}. GET /api/orders lists them; q finds one by the platform's id.",
                title: "There is no such order.",
                statusCode: StatusCodes.Status404NotFound);

    private static OrderRow Row(OrderRead order) => new(
        Ids.Out(Ids.Order, order.Id), order.ExternalId, order.Status, order.Total, order.Currency, order.PlacedAt, order.StatusAt, order.ItemCount,
        order.Source, Contact(order));

    private static OrderDetail Detail(OrderRead order) => new(
        Ids.Out(Ids.Order, order.Id), order.ExternalId, order.Status, Sentence(order.Status), order.Total, order.Currency, order.PlacedAt, order.StatusAt,
        order.DeliveredAt, order.CreatedAt, order.UpdatedAt, order.Items, order.Source, Contact(order), order.Credit, RawJson.Parse(order.Document));

    private static OrderContact Contact(OrderRead order) => new(
        Ids.Out(Ids.Contact, order.ContactId), order.ContactName, order.Email, order.Phone, Messageable: order.Email is not null || order.Phone is not null);

    private static string Sentence(OrderStatus status) => status switch
    {
        OrderStatus.Initialized => "Placed. It counts for revenue once it is delivered.",
        OrderStatus.InProgress => "In progress. It counts for revenue once it is delivered.",
        OrderStatus.Delivered => "Delivered. It counts for revenue, order statistics and the credit of campaigns.",
        OrderStatus.Cancelled => "Cancelled. It does not count for revenue; if it did before, it was taken back out.",
        OrderStatus.AbandonedShoppingCart => "An abandoned cart, not a purchase. It can start an Abandoned Cart campaign.",
    };
}

/// <summary>Which orders are asked for.</summary>
/// <param name="Status">Only orders that stand there.</param>
/// <param name="Q">Only orders whose external id, or whose contact's e-mail address, begins with this.</param>
/// <param name="ContactId">Only orders of this contact.</param>
/// <param name="Limit">How many, 1 to 200; 50 when left out.</param>
/// <param name="Cursor">The nextCursor of the page before.</param>
public sealed record OrderQuery(
    [FromQuery, Choices("INITIALIZED", "IN_PROGRESS", "DELIVERED", "CANCELLED", "ABANDONED_SHOPPING_CART")] string? Status,
    [FromQuery] string? Q,
    [FromQuery] string? ContactId,
    [FromQuery] int? Limit,
    [FromQuery] string? Cursor)
{
    public OrderFilter ToFilter(Paging paging, Faults faults) => new(paging.Fetch)
    {
        Status = ReadStatus(faults),
        ContactId = Ids.Read(Ids.Contact, ContactId, "contactId", faults),
        Search = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(),
        After = paging.After,
    };

    private OrderStatus? ReadStatus(Faults faults)
    {
        if (string.IsNullOrEmpty(Status)) return null;
        if (OrderStatusText.TryParse(Status, out var status)) return status;
        faults.Add("status", "This must be INITIALIZED, IN_PROGRESS, DELIVERED, CANCELLED or ABANDONED_SHOPPING_CART.");
        return null;
    }
}
