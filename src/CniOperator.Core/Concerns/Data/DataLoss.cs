using CniOperator.Core.Observation;

namespace CniOperator.Core.Concerns.Data;

/// <summary>Data that went with an object, which is there again without it.</summary>
/// <param name="Held">The object as it was.</param>
/// <param name="Holds">What is lost, as the end of a sentence.</param>
/// <param name="Fix">What to do.</param>
/// <param name="Certain">
/// Something that mattered was there; of a definition that the addon says nothing of, its kind may have had no other objects than those
/// that are rendered.
/// </param>
internal sealed record DataLoss(HeldData Held, string Holds, string Fix, bool Certain);
