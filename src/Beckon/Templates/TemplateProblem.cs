namespace Beckon.Templates;

/// <summary>Something that a template's author should know.</summary>
/// <param name="Path">The part: <c>subject</c>, <c>preheader</c>, <c>html</c> or <c>text</c>.</param>
/// <param name="Line">Where in the part, from 1; null when it is nowhere in particular.</param>
/// <param name="Sentence">What is the matter and what to do.</param>
/// <param name="Blocking">The message cannot be sent like this.</param>
public sealed record TemplateProblem(string? Path, int? Line, string Sentence, bool Blocking);
