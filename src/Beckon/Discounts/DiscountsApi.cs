using Beckon.Accounts;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Discounts;

/// <summary>Discounts, and the codes of them.</summary>
public static class DiscountsApi
{
    private const int MostCodes = 10_000;
    private const int MostGiven = 200;

    public static void MapDiscountRoutes(this IEndpointRouteBuilder routes)
    {
        var discounts = routes.MapGroup("/api/discounts").WithTags("Discounts");
        discounts.MapGet("", ListAsync).Requires(Permission.CampaignsRead).WithSummary("All discounts, with how many codes are left");
        discounts.MapPost("", AddAsync).Requires(Permission.CampaignsWrite).WithSummary("Make a discount").ProducesProblem(StatusCodes.Status409Conflict);
        var one = discounts.MapGroup("{id}");
        one.MapPatch("", EditAsync).Requires(Permission.CampaignsWrite).WithSummary("Change the name or the common code of a discount")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapDelete("", RemoveAsync).Requires(Permission.CampaignsWrite).WithSummary("Delete a discount that no flow gives any more")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapPost("codes", AddCodesAsync).Requires(Permission.CampaignsWrite).WithSummary("Add codes for one person each")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapGet("given", GivenAsync).Requires(Permission.CampaignsRead).WithSummary("Who was given which code, the latest first")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<DiscountList>> ListAsync(Caller caller, DiscountDesk desk, CancellationToken ct) =>
        TypedResults.Ok(new DiscountList([.. (await desk.ListAsync(caller.WorkspaceId, ct)).Select(DiscountView.Of)]));

    private static async Task<Results<Created<DiscountView>, ValidationProblem, ProblemHttpResult>> AddAsync(
        NewDiscount request, Caller caller, DiscountDesk desk, CancellationToken ct)
    {
        var faults = new Faults();
        var name = NameOf(request.Name, faults);
        var code = request.Code is null ? null : CommonCodeOf(request.Code, faults);
        var codes = CodesOf(request.Codes, faults);
        if (code is not null && codes.Count > 0) faults.Add("codes", "Give one code for everybody, or codes for one person each, not both.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        if (await desk.AddAsync(caller, name, code, codes, ct) is not { } discount) return Taken(name);
        var view = DiscountView.Of(discount);
        return TypedResults.Created($"/api/discounts/{view.Id}", view);
    }

    private static async Task<Results<Ok<DiscountView>, ValidationProblem, ProblemHttpResult>> EditAsync(
        string id, DiscountEdit request, Caller caller, DiscountDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } discount) return Unknown(id);
        var faults = new Faults();
        var name = request.Name is null ? discount.Name : NameOf(request.Name, faults);
        var code = request.Code is null ? discount.Code : CommonCodeOf(request.Code, faults);
        if (discount.Code is null && request.Code is not null) faults.Add("code", "Each person gets a code of their own of this discount. Make another one for a code that is everybody's.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        var changed = discount with { Name = name, Code = code };
        return await desk.ChangeAsync(caller, discount, changed, ct) ? TypedResults.Ok(DiscountView.Of(changed)) : Taken(name);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, Caller caller, DiscountDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } discount) return Unknown(id);
        if (await desk.RemoveAsync(caller, discount, ct) is not { } flow) return TypedResults.NoContent();
        return TypedResults.Problem(
            $"The flow “{flow}” gives its codes, or people are still in it who come to them. Archive the flow, or publish it without the step and move them.", title: "This discount is in use.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<CodesAdded>, ValidationProblem, ProblemHttpResult>> AddCodesAsync(
        string id, NewCodes request, Caller caller, DiscountDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } discount) return Unknown(id);
        if (discount.Code is not null)
        {
            return TypedResults.Problem(
                "Make another discount for codes that are for one person each.", title: "The code of this discount is everybody's.", statusCode: StatusCodes.Status409Conflict);
        }
        var faults = new Faults();
        var codes = CodesOf(request.Codes, faults);
        if (codes.Count == 0 && faults.None) faults.Add("codes", "Give at least one code.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        var added = await desk.AddCodesAsync(caller, discount, codes, ct);
        return TypedResults.Ok(new CodesAdded(added, (await desk.FindAsync(caller.WorkspaceId, id, ct))?.Left ?? 0));
    }

    private static async Task<Results<Ok<GivenCodeList>, ProblemHttpResult>> GivenAsync(string id, Caller caller, DiscountDesk desk, CancellationToken ct)
    {
        if (await desk.FindAsync(caller.WorkspaceId, id, ct) is not { } discount) return Unknown(id);
        return TypedResults.Ok(new GivenCodeList([.. (await desk.GivenAsync(caller.WorkspaceId, discount.Id, MostGiven, ct)).Select(GivenCodeView.Of)]));
    }

    private static string NameOf(string? text, Faults faults)
    {
        if (Discount.NameOf(text) is { } name) return name;
        faults.Add("name", $"Give it a name of 1 to {Discount.LongestName} characters.");
        return "";
    }

    private static string CommonCodeOf(string text, Faults faults)
    {
        if (Discount.CodeOf(text) is { } code) return code;
        faults.Add("code", $"A code has 1 to {Discount.LongestCode} characters.");
        return "";
    }

    private static List<string> CodesOf(IReadOnlyList<string?>? texts, Faults faults)
    {
        var codes = new List<string>();
        if (texts is null) return codes;
        if (texts.Count > MostCodes) faults.Add("codes", $"Send at most {MostCodes} codes at once.");
        for (var i = 0; i < Math.Min(texts.Count, MostCodes); i++)
        {
            if (Discount.CodeOf(texts[i]) is { } code) codes.Add(code);
            else faults.Add($"codes[{i}]", $"A code has 1 to {Discount.LongestCode} characters.");
        }
        return codes;
    }

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no discount {id}. GET /api/discounts lists them.", title: "There is no such discount.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Taken(string name) => TypedResults.Problem(
        $"Use it, or choose another name than {name}.", title: "There is a discount of this name.", statusCode: StatusCodes.Status409Conflict);
}
